//! The planning kernel.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod finding;
pub mod format;
pub mod formula;
pub mod id;
pub mod number;
pub mod period;
pub mod plan;
pub mod policy;
pub mod report;
pub mod score;
