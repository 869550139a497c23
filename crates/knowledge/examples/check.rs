fn main() {
    let t = std::time::Instant::now();
    match anagen_knowledge::Knowledge::embedded() {
        Ok(k) => println!("ok {} rules {:?}", k.records.rules.len(), t.elapsed()),
        Err(p) => {
            println!("{p}");
            println!("{} problems", p.0.len())
        }
    }
}
