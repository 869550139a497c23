//! One file per command: read, call the pure crates, print.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod completions;
pub(crate) mod evidence;
pub(crate) mod knowledge;
pub(crate) mod plan;
pub(crate) mod screen;
pub(crate) mod serve;
