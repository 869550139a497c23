//! Tests of this part: administration.
