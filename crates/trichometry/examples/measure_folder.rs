//! Finds the hairs of every image of a folder and writes them as CSV.
//!
//! `cargo run --release -p anagen-trichometry --example measure_folder -- FOLDER PX_PER_MM > hairs.csv`

use std::io::Write;
use std::time::Instant;
use std::{env, fs};

use anagen_trichometry::decode::LinearImage;
use anagen_trichometry::{detect, overlay, units};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().ok_or("which folder?")?;
    let px_per_mm: f64 = arguments.next().ok_or("how many pixels to a millimetre?")?.parse()?;
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "image,root_x,root_y,tip_x,tip_y,width_um,length_um,density,unit,unit_size,root_confidence"
    )?;
    let mut seconds = 0.0;
    let mut n_images = 0.0_f64;
    for path in &paths {
        let image = LinearImage::decode(&fs::read(path)?)?;
        let begun = Instant::now();
        let overlays = overlay::overlays(&image);
        let hairs = detect::hairs(&image, &overlays, Some(px_per_mm));
        seconds += begun.elapsed().as_secs_f64();
        n_images += 1.0;
        let roots: Vec<_> = hairs.iter().map(detect::Hair::root).collect();
        let unit_of = units::units(&roots, units::UNIT_DISTANCE_MM * px_per_mm);
        let sizes = units::sizes(&unit_of);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        for (hair, unit) in hairs.iter().zip(unit_of) {
            let (root, tip) = (hair.root(), hair.tip());
            let um = 1000.0 / px_per_mm;
            writeln!(
                out,
                "{name},{:.1},{:.1},{:.1},{:.1},{:.1},{:.1},{:.3},{unit},{},{:.2}",
                root.x,
                root.y,
                tip.x,
                tip.y,
                hair.width_px * um,
                hair.length_px() * um,
                hair.density,
                sizes[unit],
                hair.root_confidence
            )?;
        }
    }
    writeln!(
        std::io::stderr(),
        "{} images, {:.3} s each",
        paths.len(),
        seconds / n_images.max(1.0)
    )?;
    Ok(())
}
