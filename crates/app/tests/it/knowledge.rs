//! Tests of this part: knowledge.
