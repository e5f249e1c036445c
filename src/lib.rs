//! The planning kernel.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod finding;
pub mod formula;
pub mod id;
pub mod number;
