//! How much a result depends on choices that could have been made otherwise: seeded Monte Carlo.
//!
//! A [`Design`] says how many replications there are of how many *choices* (weights that may be off by a quarter, one of
//! two means, …). A model takes a [`Sample`], draws for each choice, and gives a result; [`Design::run`] collects the
//! results, [`range`] makes an interval of them, and [`Samples::shares`] tells how much of the variance each choice
//! accounts for. What is drawn, and what a result is, is the model's business: indices over tables are varied by
//! [`composite::Trial`](crate::composite::Trial).
//!
//! # Streams
//!
//! Random numbers come from **ChaCha8** (Bernstein; eight rounds, 64-bit counter and stream, as in `rand_chacha`). The
//! key is the seed, little-endian, in its first eight bytes, and zero after; the **stream is the number of the
//! replication**; a choice `k` begins at word `(2k + m)·2³²` of it, m being 0 in sample A and 1 in sample B. So a draw
//! depends on seed, replication, choice and sample, and on nothing else: neither on threads nor on the order in which
//! replications run, and one more replication or one more choice at the end changes no other draw.
//!
//! # Intervals
//!
//! Of N results in order, the quantile p is the one at place ⌈p·N⌉, at least the first: a result that did occur, so
//! ranks stay whole, and where nothing varies both ends are the result itself. (Type 1 of Hyndman & Fan, *Sample
//! quantiles in statistical packages*, The American Statistician 50, 1996.)
//!
//! # Shares of the variance
//!
//! Two independent samples A and B of N replications each, and for each choice k a third, A with choice k taken from
//! B, which costs N·(2 + K) runs. With y for the results of B, z for those of A with k from B, and a for those of A:
//!
//! ```text
//! first order, small   Σ(yᵢ − m)(zᵢ − aᵢ) / Σ½((aᵢ − m)² + (yᵢ − m)²)           m the mean of A and B
//! first order, large   Σ(yᵢ − n)(zᵢ − n) / Σ½((yᵢ − n)² + (zᵢ − n)²)            n the mean of y and z
//! total                ½Σ(aᵢ − zᵢ)² / N V                                        V the variance of A and B
//! ```
//!
//! The first-order share is Var(E[Y | choice k]) / Var(Y): what would go of the variance if the choice were settled
//! (Sobol'). The first estimator (Saltelli et al., *Variance based sensitivity analysis of model output*, Computer Physics
//! Communications 181, 2010) is sharp for small shares and exactly 0 for a choice that does nothing; the second (Janon,
//! Klein, Lagnoux, Nodet & Prieur, *Asymptotic normality and efficiency of two Sobol index estimators*, ESAIM: Probability
//! and Statistics 18, 2014) is sharp for large ones and exactly 1 for a choice that does everything. **The one with the
//! smaller standard error counts**, the first where they are equal; the error of a quotient Σp/Σq is estimated as
//! √(Σ(p − Sq)²)/(N V), S being the share. The total counts what the choice does together with others too (Jansen, *Analysis of
//! variance designs for model output*, Computer Physics Communications 117, 1999).
//!
//! Shares are **reported as estimated, not clipped**: one a little below 0 cannot be told from 0. They are the only floats
//! here, of + − × ÷ √ in the order of the replications, kept to six places.
//!
//! ```
//! use renstra::number::Fixed;
//! use renstra::robust::{Design, Sample, Threads, range};
//! // Two dice, of which the second counts twice.
//! let dice = |sample: &Sample| sample.draws(0).below(6) + 2 * sample.draws(1).below(6) + 3;
//! let thrown = Design::new(42, 2_000, 2).with_shares().run(Threads::Own, dice);
//! let interval = range(thrown.plain().iter().copied(), ["0.05".parse()?, "0.95".parse()?]).unwrap();
//! assert_eq!((interval.low, interval.high), (4, 17));
//! let shares = thrown.shares(|sum| Some(Fixed::from(*sum)))?;
//! let [first, second] = shares.as_slice() else { panic!("two choices") };
//! // The variances stand as 1 to 4.
//! assert!((first.first.to_f64() - 0.2).abs() < 3.0 * first.error.to_f64());
//! assert!((second.first.to_f64() - 0.8).abs() < 3.0 * second.error.to_f64());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod design;
mod range;
mod shares;
mod streams;

pub use crate::threads::Threads;
pub use design::{Design, Sample, Samples};
pub use range::{Range, range};
pub use shares::{NoShares, Share};
pub use streams::Draws;
