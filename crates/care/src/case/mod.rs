//! A case: what is known of one patient for one decision, and what is asked for.

pub mod product;
pub mod request;
