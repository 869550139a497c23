//! Scratch.
#![allow(clippy::all, clippy::pedantic, clippy::unwrap_used)]
use anagen_app::demo::{self, Extent};
use std::sync::Arc;
fn main() {
    let all = std::env::args().nth(2).is_some();
    let extent = if all {
        Extent::WHOLE
    } else {
        Extent {
            patients: 20,
            sessions: 2,
            photographed: 0,
            portraits: false,
        }
    };
    let place = anagen_app::Place {
        folder: std::env::args().nth(1).unwrap().into(),
        database: None,
    };
    let started = std::time::Instant::now();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let knowledge = Arc::new(anagen_knowledge::Knowledge::embedded().unwrap());
    let now = std::env::args()
        .nth(3)
        .map_or(jiff::Timestamp::now(), |t| t.parse().unwrap());
    let made = runtime.block_on(demo::fill_if_empty(&place, knowledge, now, extent, &|what| {
        println!("{:>5.1} {what}", started.elapsed().as_secs_f64())
    }));
    println!(
        "{:.1} {}",
        started.elapsed().as_secs_f64(),
        match made {
            Ok(m) => m.to_string(),
            Err(e) => e.to_string(),
        }
    );
}
