use anagen_care::screening::*; use anagen_care::case::Case;
fn main(){ let k=anagen_knowledge::Knowledge::embedded().unwrap(); let rb=Rulebook::new(&k);
 let p=std::env::args().nth(1).unwrap(); let t=std::fs::read_to_string(p).unwrap();
 let c=match Case::from_toml(&t,"2026-03-12T12:00:00Z".parse().unwrap(),&k){Ok(c)=>c,Err(e)=>{println!("{e}");return}};
 let s=c.sheet(&k);
 for g in [Gate::Procedure]{ let r=screen(&rb,&s,g); let rep=report(&rb,&s,&r,&[],&c.clearances); println!("{g:?} {:?}",rep.verdict); for f in &rep.findings{println!("  {} {:?} {}",f.id,f.state,f.message)} for q in rep.questions{println!("  ? {} {} {:?}",q.fact,q.question,q.decides)} } }
