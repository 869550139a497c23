//! What is printed on a terminal: one file per thing that is printed.

pub(crate) mod page;
pub(crate) mod plan;
pub(crate) mod record;
pub(crate) mod screening;
pub(crate) mod serve;
