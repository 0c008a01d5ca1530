//! What is said: from a verb, noun or "according" to the words of its content.
//!
//! Must not know speakers or standing; it answers with token ranges and the witness that found them.

use super::speakers::is_noun;
use super::tables::{Addressee, SpeechTables, SpeechVerb, Work};
use super::tree::Tree;
use dateline_lang::{Rel, Upos, Xpos};
use std::ops::Range;

/// What kind of content was found, by which witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Witness {
    /// Words in marks before or after the verb.
    Marks,
    /// A clause that completes the verb.
    Clause,
    /// A clause into which the verb is set, between commas: "…, he said, …".
    Inserted,
    /// "as the mayor said, …"
    As,
    /// Words alone: the tree says nothing, the order of words does.
    Order,
    /// A thing, not a clause.
    Thing,
}

impl Witness {
    /// The word for rule ids.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Witness::Marks => "marks",
            Witness::Clause => "clause",
            Witness::Inserted => "inserted",
            Witness::As => "as",
            Witness::Order => "order",
            Witness::Thing => "thing",
        }
    }
}

/// Longest stretch between a verb and the marks that it introduces or follows.
const TO_MARKS: usize = 14;

/// The quotes (ranges of tokens inside marks) that this verb introduces or follows, in text order.
pub(crate) fn quotes_of(
    tree: &Tree<'_>,
    verb: usize,
    quotes: &[Range<usize>],
    text_of: &dyn Fn(usize) -> char,
) -> Vec<Range<usize>> {
    let outside = |q: &&Range<usize>| !q.contains(&verb);
    let before = quotes.iter().filter(outside).rfind(|q| q.end <= verb);
    let after = quotes.iter().filter(outside).find(|q| q.start > verb);
    let before = before.filter(|q| follows_marks(tree, verb, q, text_of));
    let after = after.filter(|q| introduces_marks(tree, verb, q, before.is_some(), text_of));
    before.into_iter().chain(after).cloned().collect()
}

fn follows_marks(
    tree: &Tree<'_>,
    verb: usize,
    quote: &Range<usize>,
    text_of: &dyn Fn(usize) -> char,
) -> bool {
    let tokens = tree.tokens();
    let between = quote.end.max(tokens.start)..verb;
    if between.len() > TO_MARKS || quote.is_empty() {
        return false;
    }
    let stop = matches!(text_of(quote.end - 1), ',' | '?' | '!' | '.' | '\u{2014}' | '\u{2026}' | '-');
    let comma = between.clone().take(2).any(|t| text_of(t) == ',');
    let closed = stop || comma;
    // A full stop inside the marks ends the sentence unless the verb's own sentence begins right there.
    let same = quote.end > tokens.start || between.len() <= 8 && tree.rel(verb) == Rel::Root;
    let ended = text_of(quote.end - 1) == '.'
        && quote.end > tokens.start
        && quote.len() > 1
        && starts_clause(tree, &between, verb);
    closed && same && !ended && !between.clone().any(|t| is_finite(tree, t) && !is_helper_of(tree, t, verb))
}

/// After `."` a capitalised subject begins a sentence of its own that the splitter has missed.
fn starts_clause(tree: &Tree<'_>, between: &Range<usize>, verb: usize) -> bool {
    between.clone().any(|t| is_noun(tree, t))
        && tree.child(verb, &[Rel::Ccomp, Rel::Obj]).is_some_and(|kid| kid > verb)
}

fn introduces_marks(
    tree: &Tree<'_>,
    verb: usize,
    quote: &Range<usize>,
    has_before: bool,
    text_of: &dyn Fn(usize) -> char,
) -> bool {
    let between = verb + 1..quote.start;
    let tokens = tree.tokens();
    if quote.start > tokens.end + 1 || between.len() > TO_MARKS {
        return false;
    }
    let words: Vec<usize> = between.clone().filter(|&t| !is_mark(text_of(t))).collect();
    let lead = words.last().copied();
    let opened = match lead {
        None => true,
        Some(last) => {
            let text = text_of(last);
            matches!(text, ',' | ':' | ';' | '\u{2014}')
                || tree.lemma(last) == "that"
                || (has_before && words.len() <= 6)
        }
    };
    let told = lead.is_some_and(|last| matches!(text_of(last), ',' | ':'));
    opened
        && (quote.len() > 1 || told)
        && !words.iter().any(|&t| is_finite(tree, t) && !is_helper_of(tree, t, verb))
}

fn is_mark(first: char) -> bool {
    matches!(
        first,
        '"' | '\u{201c}'
            | '\u{201d}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{ab}'
            | '\u{bb}'
            | '\u{201e}'
            | '`'
            | '\''
    )
}

/// Whether the word is a finite verb or a modal.
pub(crate) fn is_finite(tree: &Tree<'_>, token: usize) -> bool {
    let word = tree.token(token);
    matches!(word.upos, Upos::Verb | Upos::Aux)
        && matches!(word.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

fn is_helper_of(tree: &Tree<'_>, token: usize, verb: usize) -> bool {
    tree.head(token) == Some(verb) && matches!(tree.rel(token), Rel::Aux | Rel::AuxPass | Rel::Cop)
}

/// Whether the clause headed here is finite: its head or one of its helpers is.
pub(crate) fn is_finite_clause(tree: &Tree<'_>, head: usize) -> bool {
    is_finite(tree, head)
        || tree
            .children(head)
            .any(|kid| matches!(tree.rel(kid), Rel::Aux | Rel::AuxPass | Rel::Cop) && is_finite(tree, kid))
        || (tree.token(head).xpos == Xpos::Vbn && tree.child(head, &[Rel::Nsubj]).is_some())
}

/// Whether the clause asks: "whether", "how", "what".
fn is_question(tree: &Tree<'_>, head: usize) -> bool {
    let asks = |t: usize| {
        matches!(tree.token(t).xpos, Xpos::Wrb | Xpos::Wp | Xpos::WpS | Xpos::Wdt)
            || matches!(tree.lemma(t), "whether" | "if")
    };
    tree.span(head).take(4).any(asks)
}

/// The clause that completes this verb, or into which it is set.
pub(crate) fn clause_of(
    tree: &Tree<'_>,
    verb: usize,
    row: &SpeechVerb,
    tables: &SpeechTables,
) -> Option<(Range<usize>, Witness)> {
    complement(tree, verb, row, tables)
        .or_else(|| quoted_as(tree, verb))
        .or_else(|| inserted(tree, verb, row))
        .or_else(|| colon(tree, verb, row))
        .or_else(|| by_order(tree, verb, row, tables))
}

fn complement(
    tree: &Tree<'_>,
    verb: usize,
    row: &SpeechVerb,
    tables: &SpeechTables,
) -> Option<(Range<usize>, Witness)> {
    let fits = |kid: usize| match tree.rel(kid) {
        Rel::Ccomp | Rel::Csubj => {
            (row.frames.that && is_finite_clause(tree, kid)) || (row.frames.wh && is_question(tree, kid))
        }
        Rel::Xcomp | Rel::Dep | Rel::Advcl => has_that(tree, kid) && is_finite_clause(tree, kid),
        Rel::Obj if matches!(tree.token(kid).xpos, Xpos::Wrb | Xpos::Wp) => {
            row.frames.wh && tree.span(kid).len() > 2
        }
        Rel::Obj => has_that(tree, kid) && is_finite_clause(tree, kid),
        _ => false,
    };
    let told = || {
        let object =
            tree.child(verb, &[Rel::Obj, Rel::Iobj]).filter(|_| row.addressee == Addressee::Object)?;
        tree.children(object).find(|&kid| kid > object && has_that(tree, kid) && is_finite_clause(tree, kid))
    };
    let clause = tree
        .children(verb)
        .find(|&kid| fits(kid))
        .or_else(told)
        .or_else(|| said_in(tree, verb, row, tables))?;
    let span = beside(tree, tree.span(clause), verb, clause);
    Some((span, Witness::Clause))
}

/// "said in a statement that …": the tree hangs the clause on the noun.
fn said_in(tree: &Tree<'_>, verb: usize, row: &SpeechVerb, tables: &SpeechTables) -> Option<usize> {
    let noun = tree.children(verb).find(|&kid| kid > verb && is_saying_in(tree, kid, tables))?;
    let held = |&kid: &usize| kid > noun && has_that(tree, kid) && is_finite_clause(tree, kid);
    tree.children(noun).find(held).filter(|_| row.frames.that)
}

/// Whether the noun only says in what the verb above it was said: "in a statement".
pub(crate) fn is_saying_in(tree: &Tree<'_>, noun: usize, tables: &SpeechTables) -> bool {
    let lemma = tree.lemma(noun);
    tree.rel(noun).base() == Rel::Obl
        && (tables.nouns.contains_key(lemma) || tables.documents.contains_key(lemma))
}

fn has_that(tree: &Tree<'_>, clause: usize) -> bool {
    tree.children(clause).any(|kid| tree.rel(kid) == Rel::Mark && tree.lemma(kid) == "that")
}

/// The part of `span` that lies on the clause's side of the verb.
fn beside(tree: &Tree<'_>, span: Range<usize>, verb: usize, clause: usize) -> Range<usize> {
    let part =
        if clause > verb { span.start.max(verb + 1)..span.end } else { span.start..span.end.min(verb) };
    tree.without_punctuation(part)
}

/// "as the mayor said": the clause that it hangs on.
fn quoted_as(tree: &Tree<'_>, verb: usize) -> Option<(Range<usize>, Witness)> {
    let marked = tree
        .children(verb)
        .any(|kid| matches!(tree.rel(kid), Rel::Mark | Rel::Advmod) && tree.lemma(kid) == "as");
    let head = tree.head(verb).filter(|_| marked && tree.rel(verb) == Rel::Advcl)?;
    Some((around(tree, head, verb)?, Witness::As))
}

/// "…, he said" and "…, he said, …": the clause without the insertion.
fn inserted(tree: &Tree<'_>, verb: usize, row: &SpeechVerb) -> Option<(Range<usize>, Witness)> {
    let head = tree.head(verb)?;
    let unmarked = || tree.child(verb, &[Rel::Mark]).is_none() && is_finite(tree, verb) && row.frames.quote;
    let loose = matches!(tree.rel(verb), Rel::Parataxis | Rel::Dep | Rel::Discourse)
        || (tree.rel(verb) == Rel::Advcl
            && verb > head
            && tree.span(verb).end + 1 >= tree.span(head).end
            && unmarked());
    let comma = |t: usize| tree.token(t).xpos == Xpos::Comma;
    let set_in = tree.rel(verb) == Rel::Advcl
        && verb < head
        && unmarked()
        && comma(verb + 1)
        && (tree.span(head).start..verb).filter(|&t| comma(t)).count() == 1;
    if set_in && row.frames.that {
        return around_set_in(tree, head, verb);
    }
    let clausal = is_finite_clause(tree, head) || tree.token(head).upos == Upos::Verb;
    (loose && row.frames.that && clausal).then_some(())?;
    Some((around(tree, head, verb)?, Witness::Inserted))
}

/// "The tunnel, the mayor said, is shut": the whole sentence, where words of the clause stand before the insertion.
fn around_set_in(tree: &Tree<'_>, head: usize, verb: usize) -> Option<(Range<usize>, Witness)> {
    let whole = tree.span(head);
    let comma = (whole.start..verb).find(|&t| tree.token(t).xpos == Xpos::Comma)?;
    let split =
        (whole.start..comma).any(|t| is_noun(tree, t)) && !(whole.start..comma).any(|t| is_finite(tree, t));
    split.then(|| (tree.without_punctuation(whole), Witness::Inserted))
}

/// The clause of `head` without the words of `verb`, which stand at one of its ends or are set into it.
fn around(tree: &Tree<'_>, head: usize, verb: usize) -> Option<Range<usize>> {
    let (whole, part) = (tree.span(head), tree.span(verb));
    let content = if part.start <= whole.start {
        part.end..whole.end
    } else if part.end + 1 >= whole.end || head < part.start && part.end > whole.end.saturating_sub(3) {
        whole.start..part.start
    } else {
        whole
    };
    (!content.is_empty()).then(|| tree.without_punctuation(content))
}

/// "S said: the road is open".
fn colon(tree: &Tree<'_>, verb: usize, row: &SpeechVerb) -> Option<(Range<usize>, Witness)> {
    let clause = tree.children(verb).find(|&kid| {
        kid > verb
            && matches!(tree.rel(kid), Rel::Parataxis)
            && row.frames.quote
            && is_finite_clause(tree, kid)
    })?;
    let span = tree.span(clause);
    let colon = (verb + 1..span.start + 1).any(|t| matches!(tree.token(t).xpos, Xpos::Colon));
    colon.then(|| (tree.without_punctuation(span), Witness::Clause))
}

/// The order of words: "V that C" up to the end of the sentence; "C, S V." at its end.
fn by_order(
    tree: &Tree<'_>,
    verb: usize,
    row: &SpeechVerb,
    tables: &SpeechTables,
) -> Option<(Range<usize>, Witness)> {
    let tokens = tree.tokens();
    let that = if row.addressee == Addressee::Object { after_addressee(tree, verb) } else { verb + 1 };
    let next_is_that =
        that + 2 < tokens.end && tree.lemma(that) == "that" && tree.token(that).upos != Upos::Det;
    if row.frames.that && next_is_that && (that + 2..tokens.end).any(|t| is_verbal(tree, t)) {
        return Some((tree.without_punctuation(that..tokens.end), Witness::Order));
    }
    let plain = tables.does(tree.lemma(verb), Work::Ends);
    let after_comma = verb > tokens.start && tree.token(verb - 1).xpos == Xpos::Comma;
    let bare = after_comma && matches!(tree.token(verb).xpos, Xpos::Vb | Xpos::Vbp);
    if !(plain && (is_finite(tree, verb) || bare)) {
        return None;
    }
    let rest = || (verb + 1..tokens.end).filter(|&t| tree.token(t).upos != Upos::Punct);
    if !after_comma && row.frames.that && rest().next().is_some() {
        // "State television said the king was well": a noun and a finite verb right after the cue.
        let finite = rest().find(|&t| is_finite(tree, t))?;
        let subject = (verb + 1..finite).any(|t| is_noun(tree, t));
        let opens = matches!(
            tree.token(verb + 1).upos,
            Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num
        );
        let plain = !(verb + 1..finite).any(|t| {
            matches!(tree.token(t).upos, Upos::Punct | Upos::Sconj)
                || matches!(tree.token(t).xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpS | Xpos::Wrb)
        });
        return (opens && subject && plain)
            .then(|| (tree.without_punctuation(verb + 1..tokens.end), Witness::Order));
    }
    if rest().next().is_some() {
        // "Road is open, say officials": the speaker closes the sentence.
        let comma = verb.checked_sub(1).filter(|&t| t > tokens.start && tree.token(t).xpos == Xpos::Comma)?;
        let named =
            rest().any(|t| is_noun(tree, t)) && rest().all(|t| !is_verbal(tree, t)) && rest().count() <= 8;
        let clausal = (tokens.start..comma).any(|t| tree.token(t).upos != Upos::Punct);
        return (named && clausal).then(|| (tree.without_punctuation(tokens.start..comma), Witness::Order));
    }
    let comma = (tokens.start..verb).rev().take(9).find(|&t| tree.token(t).xpos == Xpos::Comma)?;
    let speaker = comma + 1..verb;
    let clausal = (tokens.start..comma).any(|t| is_finite(tree, t));
    let bare = !speaker.clone().any(|t| is_finite(tree, t)) && speaker.clone().any(|t| is_noun(tree, t));
    (clausal && bare).then(|| (tree.without_punctuation(tokens.start..comma), Witness::Order))
}

/// The word after "told the old men": past a short run of nouns and their helpers.
fn after_addressee(tree: &Tree<'_>, verb: usize) -> usize {
    let part = |t: &usize| {
        matches!(
            tree.token(*t).upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Num
        ) && tree.lemma(*t) != "that"
    };
    verb + 1 + (verb + 1..tree.tokens().end).take(6).take_while(part).count()
}

fn is_verbal(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.token(token).upos, Upos::Verb | Upos::Aux)
}

/// A thing that is outlined, announced or denied: the object.
pub(crate) fn thing_of(tree: &Tree<'_>, verb: usize, row: &SpeechVerb) -> Option<Range<usize>> {
    row.frames.np.then_some(())?;
    let passive = super::speakers::is_passive(tree, verb);
    let rels: &[Rel] = if passive { &[Rel::NsubjPass] } else { &[Rel::Obj] };
    let object = tree
        .child(verb, rels)
        .filter(|&kid| tree.token(kid).upos != Upos::Pron && (passive || kid > verb))?;
    Some(tree.without_punctuation(tree.span(object)))
}

/// The clause that a noun or adjective holds: "the claim that …", "sure that …".
pub(crate) fn clause_held(tree: &Tree<'_>, holder: usize) -> Option<Range<usize>> {
    let clause = tree.children(holder).find(|&kid| {
        let held = match tree.rel(kid) {
            Rel::Acl | Rel::Advcl | Rel::AclRelcl | Rel::Csubj => {
                has_that(tree, kid) || asks_whether(tree, kid)
            }
            Rel::Ccomp => true,
            _ => false,
        };
        kid > holder && held && is_finite_clause(tree, kid)
    });
    match clause {
        Some(clause) => {
            let span = tree.span(clause);
            Some(tree.without_punctuation(span.start.max(holder + 1)..span.end))
        }
        None => clause_after(tree, holder),
    }
}

fn asks_whether(tree: &Tree<'_>, clause: usize) -> bool {
    tree.children(clause).any(|kid| tree.lemma(kid) == "whether")
}

/// By the order of words: "that" right after the holder, a subject after it, up to the verb that follows the clause.
fn clause_after(tree: &Tree<'_>, holder: usize) -> Option<Range<usize>> {
    let end = tree.tokens().end;
    let that = holder + 1;
    let opens =
        that + 2 < end && matches!(tree.lemma(that), "that" | "whether") && !is_verbal(tree, that + 1);
    let verb = (that + 1..end).find(|&t| is_verbal(tree, t)).filter(|_| opens)?;
    let subject = (that + 1..verb).any(|t| is_noun(tree, t));
    let runs_on = |&t: &usize| is_verbal(tree, t) || tree.token(t).upos == Upos::Adv;
    let inner = (verb..end).take_while(runs_on).last().unwrap_or(verb);
    let stop = (inner + 1..end).find(|&t| {
        is_finite(tree, t) || tree.token(t).xpos == Xpos::Comma || tree.token(t).upos == Upos::Punct
    });
    subject.then(|| tree.without_punctuation(that..stop.unwrap_or(end)))
}

/// The sentence without the phrase "according to …", which stands at `phrase`.
pub(crate) fn beside_phrase(
    tree: &Tree<'_>,
    phrase: Range<usize>,
    governor: Option<usize>,
) -> Option<Range<usize>> {
    let tokens = tree.tokens();
    let whole = governor.map_or(tokens.clone(), |g| clause_top(tree, g));
    let whole = whole.start.min(phrase.start)..whole.end.max(phrase.end);
    let content =
        if (whole.start..phrase.start).all(|t| tree.token(t).upos != Upos::Verb && !is_noun(tree, t)) {
            phrase.end..whole.end
        } else if phrase.end + 1 >= whole.end
            || (phrase.end..whole.end).all(|t| tree.token(t).upos == Upos::Punct)
        {
            whole.start..phrase.start
        } else {
            whole
        };
    (!content.is_empty()).then(|| tree.without_punctuation(content))
}

/// The clause around a word: up to the next finite clause or the root.
fn clause_top(tree: &Tree<'_>, from: usize) -> Range<usize> {
    let stops = |t: usize| {
        matches!(tree.rel(t), Rel::Root | Rel::Ccomp | Rel::Parataxis | Rel::Conj)
            && is_finite_clause(tree, t)
    };
    let top = tree.path_up(from).find(|&t| stops(t)).or_else(|| tree.path_up(from).last());
    top.map_or(tree.tokens(), |t| tree.span(t))
}
