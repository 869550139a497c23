//! Every source and study that a tag on the page names: what it is, and how much of it was read.

use maud::{Markup, html};

use super::paper::{Paper, anchor};

pub(super) fn section(paper: &Paper<'_>) -> Markup {
    let records = &paper.knowledge.records;
    // A study that does not say how much of it was read is told by its sources, which are then listed as well.
    let studies = paper.cited();
    let told_by_sources = records
        .studies
        .iter()
        .filter(|study| study.seen.is_none() && studies.contains(&study.id));
    for study in told_by_sources {
        paper.cite(&study.sources);
    }
    html! {
        section.part.sources id="sources" aria-labelledby="sources-title" {
            h2 id="sources-title" { (paper.say("plan-sources")) }
            p.note { (paper.say("plan-sources-note")) }
            dl {
                @for id in paper.cited() {
                    div id=(anchor(&id)) {
                        dt { (id) }
                        dd {
                            @if let Some(source) = records.source(&id) {
                                (paper.typed(&source.citation)) ". "
                                @if let Some(doi) = &source.doi { "doi:" (doi) ". " }
                                @if let Some(pmid) = &source.pmid { "PMID " (pmid) ". " }
                                span.read { (paper.word(source.seen.words())) }
                            } @else if let Some(study) = records.studies.iter().find(|study| study.id == id) {
                                (paper.typed(&study.citation)) ". " (paper.word(study.design.words()))
                                @if let Some(n) = study.n { ", " (paper.with("plan-n-people", [("n", n.into())])) } ". "
                                span.read { @match study.seen { Some(seen) => { (paper.word(seen.words())) } None => { (paper.with("plan-see", [("sources", study.sources.join(", ").into())])) } } }
                            } @else {
                                (paper.say("plan-source-missing"))
                            }
                        }
                    }
                }
            }
        }
    }
}
