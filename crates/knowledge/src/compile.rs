//! Conditions as written, compiled against the facts.

use crate::answer::in_fact_unit;
use crate::condition::{Comparison, Condition, ConditionText, Is};
use crate::fact_sheet::FactKey;
use crate::knowledge::Knowledge;
use crate::records::{FactKind, ListOf};
use crate::suggest;

impl Knowledge {
    /// Compiles a condition, or says what in it does not fit the facts.
    pub(crate) fn compile(&self, text: &ConditionText) -> Result<Condition, String> {
        let ConditionText {
            all,
            any,
            not,
            fact,
            is,
            one_of,
            above,
            at_least,
            below,
            at_most,
            includes,
            overlaps,
            within,
        } = text;
        let n_forms = usize::from(all.is_some())
            + usize::from(any.is_some())
            + usize::from(not.is_some())
            + usize::from(fact.is_some());
        if n_forms != 1 {
            return Err("a condition is exactly one of `all`, `any`, `not` or `fact`".to_owned());
        }
        if let Some(parts) = all.as_ref().or(any.as_ref()) {
            if parts.is_empty() {
                return Err("`all` and `any` need at least one condition".to_owned());
            }
            let parts = parts
                .iter()
                .map(|part| self.compile(part))
                .collect::<Result<Vec<_>, _>>()?;
            return Ok(if all.is_some() {
                Condition::All(parts)
            } else {
                Condition::Any(parts)
            });
        }
        if let Some(part) = not {
            return Ok(Condition::Not(Box::new(self.compile(part)?)));
        }
        let id = fact.as_deref().unwrap_or_default();
        let key = self.known_fact(id)?;
        let kind = self.fact(key).kind;
        let needs = |wanted: FactKind, form: &str| {
            if kind == wanted {
                Ok(())
            } else {
                Err(format!(
                    "{form} does not fit the fact `{id}`, which is a {}",
                    kind_word(kind)
                ))
            }
        };
        let mut forms: Vec<Condition> = Vec::new();
        match is {
            Some(Is::YesNo(value)) => {
                needs(FactKind::YesNo, "`is` with yes or no")?;
                forms.push(Condition::YesNo(key, *value));
            }
            Some(Is::Option(option)) => forms.push(self.choice(key, std::slice::from_ref(option), &needs)?),
            None => {}
        }
        if let Some(options) = one_of {
            forms.push(self.choice(key, options, &needs)?);
        }
        for (comparison, threshold) in [
            (Comparison::Above, above),
            (Comparison::AtLeast, at_least),
            (Comparison::Below, below),
            (Comparison::AtMost, at_most),
        ] {
            let Some(threshold) = threshold else { continue };
            needs(FactKind::Number, "a comparison")?;
            let value =
                in_fact_unit(self.fact(key), threshold).map_err(|error| format!("the threshold of `{id}`: {error}"))?;
            forms.push(Condition::Number(key, comparison, value));
        }
        if let Some(names) = includes {
            needs(FactKind::List, "`includes`")?;
            self.list_names(key, names)?;
            forms.push(Condition::Includes(key, names.clone()));
        }
        if let Some(other) = overlaps {
            needs(FactKind::List, "`overlaps`")?;
            let other = self.known_fact(other)?;
            if self.fact(other).kind != FactKind::List {
                return Err(format!(
                    "`overlaps` needs a list, and `{}` is none",
                    self.fact(other).id
                ));
            }
            forms.push(Condition::Overlaps(key, other));
        }
        if let Some(span) = within {
            needs(FactKind::Date, "`within`")?;
            forms.push(Condition::Within(
                key,
                span.in_unit("days").map_err(|error| error.to_string())?,
            ));
        }
        match forms.len() {
            0 => Err(format!(
                "the condition on `{id}` says nothing about it; add `is`, `above`, `includes`, ..."
            )),
            1 => Ok(forms.remove(0)),
            // `at_least` with `below`: a range in one table.
            _ => Ok(Condition::All(forms)),
        }
    }

    fn known_fact(&self, id: &str) -> Result<FactKey, String> {
        self.fact_key(id).ok_or_else(|| {
            let near = suggest::nearest(id, self.records.facts.iter().map(|fact| fact.id.as_str()))
                .map(|near| format!("; did you mean `{near}`"))
                .unwrap_or_default();
            format!("the fact `{id}` does not exist{near}")
        })
    }

    fn choice(
        &self,
        key: FactKey,
        options: &[String],
        needs: &dyn Fn(FactKind, &str) -> Result<(), String>,
    ) -> Result<Condition, String> {
        needs(FactKind::Choice, "an option")?;
        let fact = self.fact(key);
        let known = self.options(fact);
        match options.iter().find(|option| !known.contains(&option.as_str())) {
            Some(wrong) => Err(format!(
                "`{wrong}` is not an option of `{}` (options: {})",
                fact.id,
                known.join(", ")
            )),
            None if options.is_empty() => Err("`one_of` needs at least one option".to_owned()),
            None => Ok(Condition::Choice(key, options.to_vec())),
        }
    }

    /// Whether a list fact can hold every one of these ids or classes.
    fn list_names(&self, key: FactKey, names: &[String]) -> Result<(), String> {
        let fact = self.fact(key);
        let of = fact.of.unwrap_or(ListOf::Option);
        let known = |name: &str| match of {
            ListOf::Medicine => {
                self.names.medicine_tags.contains_key(name) || self.names.medicine_classes.contains(name)
            }
            ListOf::Allergen => {
                self.names.allergen_tags.contains_key(name)
                    || self
                        .names
                        .allergen_tags
                        .values()
                        .any(|tags| tags.iter().any(|tag| tag == name))
            }
            ListOf::Agent | ListOf::Component => {
                self.names.component_tags.contains_key(name) || self.names.component_classes.contains(name)
            }
            ListOf::AgentClass => self.names.component_classes.contains(name),
            ListOf::Zone | ListOf::Option => self.options(fact).contains(&name),
        };
        match names.iter().find(|name| !known(name)) {
            Some(wrong) => Err(format!(
                "`{wrong}` is neither an id nor a class that `{}` can hold",
                fact.id
            )),
            None if names.is_empty() => Err("`includes` needs at least one name".to_owned()),
            None => Ok(()),
        }
    }
}

fn kind_word(kind: FactKind) -> &'static str {
    match kind {
        FactKind::YesNo => "yes/no",
        FactKind::Number => "number",
        FactKind::Choice => "choice",
        FactKind::List => "list",
        FactKind::Date => "date",
    }
}
