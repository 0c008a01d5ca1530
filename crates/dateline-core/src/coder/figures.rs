//! Figures: amounts told of somebody or something, where they are news and not a part of an event.

use super::Reading;
use crate::amounts::Amount;
use crate::events::Found;
use crate::rows::{FigureRow, MentionRow, QuantityRow};
use crate::times::{RelationKind, TimeMention};
use crate::words::{AmountKind, Kind, Qualifier, Status};
use dateline_lang::{Rel, Upos};

impl Reading<'_> {
    /// A row for each amount that measures something.
    pub(super) fn figure_rows(&self, found: &[Found<'_>]) -> Vec<MentionRow> {
        let amounts = self.amounts.iter().filter_map(|amount| self.figure_row(amount, found));
        amounts.chain(self.times.iter().filter_map(|time| self.interval_row(time))).collect()
    }

    /// "His first visit in six years" tells of an earlier visit: the years between are a figure.
    fn interval_row(&self, time: &TimeMention) -> Option<MentionRow> {
        let relation = time.relation.as_ref().filter(|relation| relation.kind == RelationKind::Previous)?;
        let (value, unit) = length_of(relation.length.as_deref()?)?;
        let tokens = self.tree.tokens_in(time.start as u32..time.end as u32);
        let head = self.tree.head_of(tokens.clone())?;
        let noun = self.tree.ancestors(head).chain((0..tokens.start).rev().take(8)).find(|&above| {
            self.tree.upos(above) == Upos::Noun
                && self.tree.children(above).any(|child| matches!(self.tree.lemma(child), "first" | "last"))
        })?;
        let evidence = noun.min(tokens.start)..tokens.end.max(noun + 1);
        let mut row = self.row(Kind::Figure, self.tree.doc.sentence_of(head), evidence, head);
        let measure = format!("since the previous {}", self.tree.lemma(noun));
        row.quantities = vec![QuantityRow {
            value: Some(value),
            value_max: None,
            unit: Some(unit.to_owned()),
            currency: None,
            qualifier: Qualifier::About,
            kind: AmountKind::Duration,
            measure: Some(measure.clone()),
            per: None,
            lasting: None,
            period: None,
            rank: None,
            scope: None,
            after: Vec::new(),
        }];
        let of = self
            .tree
            .parties_owning(noun)
            .into_iter()
            .next()
            .and_then(|party| self.actor_rows(&[party]).pop());
        row.figure =
            Some(FigureRow { measure: Some(measure), of: of.as_ref().map(|actor| actor.name.clone()) });
        row.actors = of.into_iter().collect();
        let status = self.status_at(noun, None);
        self.set_status(&mut row, &status);
        row.attribution = self.chain_at(head);
        row.rules = vec![time.rule.clone()];
        Some(row)
    }

    fn figure_row(&self, amount: &Amount, found: &[Found<'_>]) -> Option<MentionRow> {
        let tokens = self.tree.tokens_in(amount.start as u32..amount.end as u32);
        let head = self.tree.head_of(tokens.clone())?;
        let measure = self.measure_of(amount, head)?;
        if amount.kind == AmountKind::Count && !self.is_count_of_note(amount, head) {
            return None;
        }
        let in_deal = found
            .iter()
            .any(|action| action.rule.kind == Kind::Deal && self.evidence_of(action).contains(&head));
        if in_deal && amount.kind != AmountKind::Rank {
            return None;
        }
        let of = self.owner_of_figure(head, &tokens);
        let sentence = self.tree.doc.sentence_of(head);
        let clause = self.tree.clause_of(head);
        let status = self.status_at(clause, None);
        let evidence = self.figure_evidence(head, tokens);
        let mut row = self.row(Kind::Figure, sentence, evidence, head);
        let period = self.period_of(head, clause);
        let mut quantity = self.quantity_row(amount);
        quantity.measure = quantity.measure.or_else(|| Some(measure.clone()));
        quantity.period = quantity.period.or(period);
        row.quantities = vec![quantity];
        row.figure =
            Some(FigureRow { measure: Some(measure), of: of.as_ref().map(|(name, _)| name.clone()) });
        row.actors = of.into_iter().map(|(_, row)| row).collect();
        self.set_status(&mut row, &status);
        row.status =
            row.status.map(|status| if status == Status::Ongoing { Status::InEffect } else { status });
        row.when = self.when_row(clause, None, row.status).filter(|when| !when.vague);
        row.attribution = self.chain_at(head);
        row.rules = vec![amount.rule.clone()];
        row.rules.extend(status.rules);
        Some(row)
    }

    /// A count worth a row: of the dead, hurt or held, or of ten and more; never a part of a party's name.
    fn is_count_of_note(&self, amount: &Amount, head: usize) -> bool {
        const HARMED: &[&str] = &[
            "kill", "wound", "injure", "die", "hurt", "dead", "arrest", "detain", "jail", "miss", "missing",
            "displace", "casualty", "death", "injury", "victim", "abduct", "kidnap", "execute", "flee",
            "evacuate", "rescue", "release", "free", "hostage",
        ];
        let mut near = std::iter::once(head).chain(self.tree.ancestors(head).take(2));
        let harmed = near.any(|word| HARMED.contains(&self.tree.lemma(word)));
        let large = amount.value.is_some_and(|value| value >= rust_decimal::Decimal::TEN);
        let tokens = self.tree.tokens_in(amount.start as u32..amount.end as u32);
        let in_name = self.tree.cover[tokens]
            .iter()
            .flatten()
            .any(|&mention| self.actors[mention as usize].via != crate::actors::Via::Generic);
        (harmed || large) && !in_name
    }

    /// What an amount measures, in the report's words; none where it is no figure of anything.
    fn measure_of(&self, amount: &Amount, head: usize) -> Option<String> {
        match amount.kind {
            AmountKind::Duration => {
                // "his first visit in six years" tells of an earlier visit; other lengths of time are no figures.
                let noun = self.tree.ancestors(head).find(|&above| self.tree.upos(above) == Upos::Noun)?;
                let first =
                    self.tree.children(noun).any(|child| matches!(self.tree.lemma(child), "first" | "last"));
                first.then(|| self.tree.lemma(noun).to_owned())
            }
            _ => amount.measure.clone().or_else(|| self.measured_noun(head)).or_else(|| {
                // Money that no noun names is told by its verb or adjective: "$100 million is available".
                let word = self.tree.ancestors(head).next()?;
                amount.currency.as_ref().map(|_| self.tree.lemma(word).to_owned())
            }),
        }
    }

    /// The noun that an amount counts or qualifies.
    fn measured_noun(&self, head: usize) -> Option<String> {
        // "is the third largest": what is ranked is the subject.
        let subject =
            self.tree.with_rel(head, Rel::Nsubj).next().filter(|_| self.tree.upos(head) == Upos::Adj);
        let noun =
            std::iter::once(head).chain(subject).chain(self.tree.ancestors(head)).take(3).find(|&token| {
                matches!(self.tree.upos(token), Upos::Noun | Upos::Propn) && !self.is_money_word(token)
            })?;
        let first = self
            .tree
            .children(noun)
            .filter(|&child| {
                matches!(self.tree.rel(child), Rel::Compound | Rel::Amod) && child < noun && child > head
            })
            .min()
            .unwrap_or(noun);
        Some(self.tree.doc.words(self.text, first..noun + 1).to_lowercase())
    }

    fn is_money_word(&self, token: usize) -> bool {
        matches!(
            self.tree.lemma(token),
            "dollar" | "euro" | "yuan" | "percent" | "million" | "billion" | "pound" | "yen" | "$" | "%"
        )
    }

    /// Whose figure it is: the owner of the noun, the subject of the clause, or a state in the phrase.
    fn owner_of_figure(
        &self,
        head: usize,
        tokens: &std::ops::Range<usize>,
    ) -> Option<(String, crate::rows::ActorRow)> {
        let clause = self.tree.clause_of(head);
        let inside = std::iter::once(head).chain(self.tree.ancestors(head)).take(3).find_map(|token| {
            self.tree
                .parties_owning(token)
                .into_iter()
                .find(|&party| !tokens.contains(&self.first_token(party)))
        });
        let subject = || self.tree.subject_parties(clause).into_iter().next();
        let party = inside.or_else(subject)?;
        let row = self.actor_rows(&[party]).into_iter().next()?;
        let name = row.country.clone().filter(|_| row.person.is_none()).unwrap_or_else(|| row.name.clone());
        Some((name, row))
    }

    /// The year or range that a figure is of.
    fn period_of(&self, head: usize, clause: usize) -> Option<String> {
        let time = super::when::time_of(&self.tree, &self.placed, head, None)
            .or_else(|| super::when::time_of(&self.tree, &self.placed, clause, None))?;
        time.time.value.clone()
    }

    /// The words that tell a figure: the amount with the noun phrase it stands in.
    fn figure_evidence(&self, head: usize, tokens: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let noun = std::iter::once(head)
            .chain(self.tree.ancestors(head))
            .take(2)
            .take_while(|&token| !self.tree.is_clausal(token))
            .last()
            .unwrap_or(head);
        let phrase = self.tree.doc.subtree(noun);
        phrase.start.min(tokens.start)..phrase.end.max(tokens.end)
    }
}

/// Number and unit of a TIMEX3 length of one unit: `P6Y` is six years.
fn length_of(length: &str) -> Option<(String, &'static str)> {
    let digits = length.strip_prefix('P')?;
    let number = digits.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &digits[number.len()..] {
        "Y" => "year",
        "M" => "month",
        "W" => "week",
        "D" => "day",
        _ => return None,
    };
    (!number.is_empty()).then(|| (number.to_owned(), unit))
}
