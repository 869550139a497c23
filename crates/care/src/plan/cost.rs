//! What the course costs in 1, 3 and 5 years, beside the alternatives.
//!
//! total = consultation + laboratory + sessions x (session + consumables) - discount, with the sessions that maintenance needs
//! (PKG-04, PKG-05). Prices keep currency, place, date and source; currencies are never mixed or converted (PKG-06). No cost per
//! responder is worked out (PKG-07).

mod alternative;
mod money;
#[cfg(test)]
mod tests;

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{Confidence, CountRange, Price, PricePer, Status};
use serde::Serialize;

use self::alternative::alternative;
pub use self::alternative::{AlternativeCost, as_seen};
pub use self::money::Money;
use self::money::count_in_words;
pub(super) use self::money::{in_words, in_words_in};
use crate::case::ClinicPrices;
use crate::finding::Refusal;

/// The years for which totals are shown (PKG-05).
const YEARS: [u32; 3] = [1, 3, 5];
const MONTHS_OF_A_YEAR: f64 = 12.0;

/// What a course costs, and what the alternatives cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CostComparison {
    /// The course; `None` where it cannot be worked out, with the reason in `refusal`.
    pub course: Option<CourseCost>,
    /// Why there is no total.
    pub refusal: Option<Refusal>,
    /// Alternatives priced in the currency of the course; all of them where no currency is known.
    pub alternatives: Vec<AlternativeCost>,
    /// Alternatives priced in other currencies: shown apart, never converted.
    pub in_other_currencies: Vec<AlternativeCost>,
    /// What has to be said of them; absent where there are none.
    pub other_currencies_note: Option<String>,
    /// Rules for selling sessions in advance.
    pub package_rules: Vec<PackageRuleLine>,
}

/// What a course costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CourseCost {
    /// ISO 4217 code.
    pub currency: String,
    /// What one session is counted at, its consumables included.
    pub per_session: Money,
    /// Totals for 1, 3 and 5 years.
    pub totals: Vec<YearTotal>,
    /// Whose prices these are.
    pub price_from: String,
    /// Whether they are this clinic's.
    pub is_clinics_own: bool,
    /// Where.
    pub place: Option<String>,
    /// When the prices were seen.
    pub seen_on: Option<String>,
    /// Ids of the sources, where the prices are not the clinic's.
    pub sources: Vec<String>,
    /// How the prices are known, where they are not the clinic's.
    pub confidence: Option<Confidence>,
    /// What a reader must know: what is not counted, what the source leaves open.
    pub notes: Vec<String>,
}

/// A total over some years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct YearTotal {
    /// Years from the first session.
    pub years: u32,
    /// Sessions counted.
    pub sessions: Option<CountRange>,
    /// What it adds up to.
    pub total: Money,
    /// The same in words: `2,000 to 4,800 USD`.
    pub in_words: String,
    /// What was added.
    pub parts: Vec<CostPart>,
}

/// One part of a total.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CostPart {
    /// What it is for.
    pub what: String,
    /// What it comes to; negative for a discount.
    pub amount: Money,
}

/// A rule for selling sessions in advance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackageRuleLine {
    /// Id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// Code of the refusal to show a total where the sessions of the first year are not known.
pub(super) const SESSIONS_NOT_KNOWN: &str = "sessions_not_known";

/// What a course costs beside the alternatives.
///
/// `prices` are the clinic's; without them a session is counted at the range that a source document gives (C-088).
/// `sessions_year_1` are the sessions of the first twelve months, `None` where the source does not define them;
/// `sessions_later_years` are those of each later year, `None` where the protocol has no maintenance.
pub fn costs(
    prices: Option<&ClinicPrices>,
    sessions_year_1: Option<CountRange>,
    sessions_later_years: Option<CountRange>,
    knowledge: &Knowledge,
) -> CostComparison {
    let basis = match prices {
        Some(prices) => clinic_basis(prices),
        None => seed_basis(knowledge),
    };
    let currency = basis.as_ref().ok().map(|basis| basis.cost.currency.clone());
    let (course, refusal) = match basis.and_then(|basis| course(basis, sessions_year_1, sessions_later_years)) {
        Ok(course) => (Some(course), None),
        Err(refusal) => (None, Some(refusal)),
    };
    let priced = knowledge
        .records
        .prices
        .iter()
        .filter(|price| price.alternative)
        .map(alternative);
    let (alternatives, in_other_currencies): (Vec<_>, Vec<_>) =
        priced.partition(|price| currency.as_ref().is_none_or(|currency| *currency == price.currency));
    let other_currencies_note = in_other_currencies.first().map(|_| {
        let mut others: Vec<&str> = in_other_currencies.iter().map(|price| price.currency.as_str()).collect();
        others.sort_unstable();
        others.dedup();
        format!(
            "The course is priced in {}; these prices are in {} and come from other places and times. Nothing is converted, and \
             the amounts cannot be compared as they stand.",
            currency.as_deref().unwrap_or("another currency"),
            others.join(", "),
        )
    });
    let rules = knowledge.records.package_rules.iter();
    CostComparison {
        course,
        refusal,
        alternatives,
        in_other_currencies,
        other_currencies_note,
        package_rules: rules
            .map(|rule| PackageRuleLine {
                id: rule.id.clone(),
                text: rule.text.clone(),
                status: rule.status,
            })
            .collect(),
    }
}

/// What a course is counted at.
struct Basis {
    once: Vec<(&'static str, f64)>,
    /// Low and high of each part of a session; no high: or more.
    each_session: Vec<(&'static str, f64, Option<f64>)>,
    discount: f64,
    cost: CourseCost,
}

fn clinic_basis(prices: &ClinicPrices) -> Result<Basis, Refusal> {
    let fields = [
        ("session", prices.session),
        ("consultation", prices.consultation),
        ("laboratory", prices.laboratory),
        ("consumables", prices.consumables),
        ("discount", prices.discount),
    ];
    if let Some((field, _)) = fields
        .iter()
        .find(|(_, amount)| !(amount.is_finite() && 0.0 <= *amount))
    {
        return Err(Refusal::new(
            "price_is_no_amount",
            format!("The price `{field}` is not an amount of money, so no total is shown"),
            [format!("Give `{field}` as a number of 0 or more")],
        ));
    }
    let currency = prices.currency.trim().to_uppercase();
    if currency.len() != 3 || !currency.chars().all(|letter| letter.is_ascii_uppercase()) {
        return Err(Refusal::new(
            "currency_is_no_code",
            format!("`{}` is not a currency code, so no total is shown", prices.currency),
            ["Give the currency as its three letters: EUR, USD, GBP".to_owned()],
        ));
    }
    let per_session = prices.session + prices.consumables;
    Ok(Basis {
        once: vec![
            ("Consultation", prices.consultation),
            ("Laboratory tests", prices.laboratory),
        ],
        each_session: vec![
            ("Sessions", prices.session, Some(prices.session)),
            ("Consumables", prices.consumables, Some(prices.consumables)),
        ],
        discount: prices.discount,
        cost: CourseCost {
            per_session: Money {
                low: per_session,
                high: Some(per_session),
                currency: currency.clone(),
            },
            currency,
            totals: Vec::new(),
            price_from: prices
                .source
                .clone()
                .unwrap_or_else(|| "This clinic's prices".to_owned()),
            is_clinics_own: true,
            place: prices.place.clone(),
            seen_on: prices.on.map(|day| day.to_string()),
            sources: Vec::new(),
            confidence: None,
            notes: vec!["The discount is counted once, on the whole course.".to_owned()],
        },
    })
}

/// The session price of the source documents: the only one that is not recalled.
fn seed_basis(knowledge: &Knowledge) -> Result<Basis, Refusal> {
    let mut prices = knowledge.records.prices.iter();
    let price = prices
        .find(|price| !price.alternative && price.per == PricePer::Session && price.confidence == Confidence::Seed)
        .filter(|price| is_price(price))
        .ok_or_else(|| {
            Refusal::new(
                "no_price",
                "No price of a session is known, so no total is shown",
                ["Enter the clinic's prices".to_owned()],
            )
        })?;
    let mut notes = vec![
        "These are not this clinic's prices. Consultation, laboratory tests and consumables are not in them."
            .to_owned(),
    ];
    notes.extend(price.note.clone());
    Ok(Basis {
        once: Vec::new(),
        each_session: vec![("Sessions", price.low, price.high)],
        discount: 0.0,
        cost: CourseCost {
            currency: price.currency.clone(),
            per_session: Money {
                low: price.low,
                high: price.high,
                currency: price.currency.clone(),
            },
            totals: Vec::new(),
            price_from: format!("{} ({})", price.item, price.confidence.words()),
            is_clinics_own: false,
            place: price.place.clone(),
            seen_on: price.seen_on.clone(),
            sources: price.sources.clone(),
            confidence: Some(price.confidence),
            notes,
        },
    })
}

fn course(basis: Basis, year_1: Option<CountRange>, later: Option<CountRange>) -> Result<CourseCost, Refusal> {
    let Some(year_1) = year_1.map(in_order) else {
        return Err(Refusal::new(
            SESSIONS_NOT_KNOWN,
            "The number of sessions in the first year is not known, so no total is shown",
            [
                "Answer what the protocol leaves open".to_owned(),
                "Choose a protocol that gives its sessions".to_owned(),
            ],
        ));
    };
    let mut cost = basis.cost;
    if later.is_none() {
        cost.notes
            .push("No maintenance is defined in the source: the later years count no sessions.".to_owned());
    }
    for years in YEARS {
        let sessions = sessions_in(years, year_1, later.map(in_order));
        let money = |low: f64, high: Option<f64>| Money {
            low,
            high,
            currency: cost.currency.clone(),
        };
        let mut parts: Vec<CostPart> = Vec::new();
        for &(what, amount) in basis.once.iter().filter(|(_, amount)| 0.0 < *amount) {
            parts.push(CostPart {
                what: what.to_owned(),
                amount: money(amount, Some(amount)),
            });
        }
        for &(what, low, high) in basis
            .each_session
            .iter()
            .filter(|(_, low, high)| 0.0 < high.unwrap_or(*low))
        {
            let amount = money(
                low * f64::from(sessions.from),
                high.map(|high| high * f64::from(sessions.to)),
            );
            parts.push(CostPart {
                what: format!("{what}, {}", count_in_words(sessions)),
                amount,
            });
        }
        if 0.0 < basis.discount {
            parts.push(CostPart {
                what: "Discount".to_owned(),
                amount: money(-basis.discount, Some(-basis.discount)),
            });
        }
        let low: f64 = parts.iter().map(|part| part.amount.low).sum();
        let high = parts.iter().map(|part| part.amount.high).sum::<Option<f64>>();
        if !low.is_finite() || high.is_some_and(|high| !high.is_finite()) {
            return Err(Refusal::new(
                "total_out_of_range",
                "The prices add up to more than can be counted, so no total is shown",
                ["Check the prices".to_owned()],
            ));
        }
        if low < 0.0 {
            return Err(Refusal::new(
                "discount_above_total",
                format!(
                    "The discount of {} is more than what it is taken from",
                    in_words(&money(basis.discount, Some(basis.discount)))
                ),
                ["Check the discount: it is an amount of money on the whole course, not a percentage".to_owned()],
            ));
        }
        cost.totals.push(total(years, Some(sessions), money(low, high), parts));
    }
    Ok(cost)
}

fn total(years: u32, sessions: Option<CountRange>, total: Money, parts: Vec<CostPart>) -> YearTotal {
    let in_words = in_words(&total);
    YearTotal {
        years,
        sessions,
        total,
        in_words,
        parts,
    }
}

fn sessions_in(years: u32, year_1: CountRange, later: Option<CountRange>) -> CountRange {
    let later_years = years.saturating_sub(1);
    let later = later.unwrap_or(CountRange { from: 0, to: 0 });
    CountRange {
        from: year_1.from.saturating_add(later.from.saturating_mul(later_years)),
        to: year_1.to.saturating_add(later.to.saturating_mul(later_years)),
    }
}

fn in_order(range: CountRange) -> CountRange {
    CountRange {
        from: range.from.min(range.to),
        to: range.from.max(range.to),
    }
}

fn is_price(price: &Price) -> bool {
    let is_amount = |amount: f64| amount.is_finite() && 0.0 <= amount;
    is_amount(price.low) && price.high.is_none_or(|high| is_amount(high) && price.low <= high)
}
