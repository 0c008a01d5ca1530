use dateline_lang::*;
use std::io::BufRead;
fn main(){ for l in std::io::stdin().lock().lines(){ let t=l.unwrap(); let d=Linear::embedded().analyze(&t,&[0..t.len() as u32]);
 for (i,k) in d.tokens.iter().enumerate(){ print!("{}:{}/{}/{}/{}<{}-{} ",i,k.form(&t),k.lemma,k.upos.as_str(),k.xpos.as_str(),k.head.map(|h|h as i64).unwrap_or(-1),k.rel.as_str()); } println!(); } }
