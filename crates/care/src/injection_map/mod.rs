//! injection_map
