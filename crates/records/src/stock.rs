//! The shelf: products, lots, the ledger of vials in and out, opened vials, and what a recall follows.

pub mod ledger;
pub mod lots;
pub mod products;
pub mod recalls;
pub mod vials;
