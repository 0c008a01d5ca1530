//! The reader of statements: walks a text once, asks each witness, and joins what they say.

use super::contents::{self, Witness};
use super::forms::bases;
use super::marks::{QuoteSpan, quote_spans};
use super::speakers::{self, Speaker};
use super::tables::{Addressee, SpeechTables, SpeechVerb, Work};
use super::tree::Tree;
use super::{Statement, phrases};
use crate::words::{Checked, SpeechMode, Standing};
use dateline_lang::{Doc, Rel, Upos, Xpos};
use std::ops::Range;

pub(crate) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) doc: &'a Doc,
    pub(super) tables: &'a SpeechTables,
    spans: Vec<QuoteSpan>,
    pub(super) quotes: Vec<Range<usize>>,
    pub(super) found: Vec<Statement>,
}

/// A content with what found it.
pub(super) struct Content {
    pub(super) tokens: Range<usize>,
    pub(super) witness: Witness,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str, doc: &'a Doc, tables: &'a SpeechTables) -> Reader<'a> {
        let spans = quote_spans(text, &paragraphs(doc));
        let quotes = spans.iter().map(|span| tokens_in(doc, &span.inner)).collect();
        Reader { text, doc, tables, spans, quotes, found: Vec::new() }
    }

    pub(crate) fn read(mut self) -> Vec<Statement> {
        for sentence in 0..self.doc.sentences.len() {
            self.read_sentence(sentence);
        }
        self.read_scare_quotes();
        self.read_dialogue();
        self.share_quotes_out();
        self.carry_quotes_on();
        self.found.sort_by_key(|s| (s.cue_token, s.content_tokens.start, s.content_tokens.end));
        self.carry_pronouns_on();
        self.found
    }

    fn read_sentence(&mut self, sentence: usize) {
        let tokens = self.doc.sentences[sentence].tokens();
        let tree = Tree::of(self.doc, tokens.clone());
        let first = self.found.len();
        for token in tokens.clone() {
            self.read_word(&tree, token);
        }
        self.read_silence(&tree);
        self.read_announced(&tree, sentence);
        self.mark_checks(&tree, sentence, first);
    }

    fn read_word(&mut self, tree: &Tree<'_>, token: usize) {
        let lemma = tree.lemma(token).to_lowercase();
        match tree.token(token).upos {
            Upos::Verb if lemma == "accord" => self.read_according(tree, token),
            Upos::Verb => {
                let before = self.found.len();
                self.read_seen(tree, token);
                if self.found.len() == before {
                    self.read_verb(tree, token, &lemma);
                }
                if self.found.len() == before && tree.token(token).xpos == Xpos::Vbn {
                    let form = tree.token(token).form(self.text).to_lowercase();
                    self.read_adjective(tree, token, &form);
                }
            }
            Upos::Adp | Upos::Adv if lemma == "according" || lemma == "accord" => {
                self.read_according(tree, token)
            }
            Upos::Noun => self.read_noun(tree, token, &lemma),
            Upos::Adj => self.read_adjective(tree, token, &lemma),
            _ => {}
        }
    }

    fn read_verb(&mut self, tree: &Tree<'_>, verb: usize, lemma: &str) {
        let tables = self.tables;
        let Some((name, row)) = verb_row(tables, tree, verb, lemma, tree.token(verb).form(self.text)) else {
            return;
        };
        if matches!(tree.rel(verb), Rel::Amod | Rel::Compound) {
            return;
        }
        let contents = self.contents_of_verb(tree, verb, row);
        let inverted = contents.iter().any(|c| matches!(c.witness, Witness::Marks | Witness::Inserted));
        let mut first: Option<usize> = None;
        for content in contents {
            let speaker = quoted_one(self.tables, tree, verb)
                .or_else(|| {
                    speakers::of_verb(tree, verb, inverted)
                        .filter(|s| self.speaks_outside(tree, verb, s, &content))
                })
                .or_else(|| self.speaker_beside(tree, verb, &content))
                .or_else(|| self.speaker_in_mid(tree, verb));
            let mut statement = self.statement(tree, verb, &name, speaker.as_ref(), &content);
            self.colour_by_verb(tree, verb, row, speaker.as_ref(), &mut statement);
            statement.newsroom = statement.newsroom.or_else(|| self.quoting_newsroom(tree, verb));
            statement.carried_on = first;
            first.get_or_insert(self.found.len());
            let cited = self.cited_beside(tree, verb, &mut statement);
            self.found.push(statement);
            self.found.extend(cited);
        }
    }

    fn contents_of_verb(&self, tree: &Tree<'_>, verb: usize, row: &SpeechVerb) -> Vec<Content> {
        let text_of = |t: usize| self.first_char(t);
        let marks = if row.frames.quote {
            contents::quotes_of(tree, verb, &self.quotes, &text_of)
        } else {
            Vec::new()
        };
        let block = |t: usize| self.doc.sentences.get(self.doc.sentence_of(t)).map(|s| s.block);
        let led_in = matches!(text_of(tree.tokens().end - 1), ':' | ';' | ',');
        let marks = marks.into_iter().filter(|q| q.start < verb || led_in || block(q.start) == block(verb));
        let mut found: Vec<Content> =
            marks.map(|tokens| Content { tokens, witness: Witness::Marks }).collect();
        if let Some((tokens, witness)) = contents::clause_of(tree, verb, row, self.tables) {
            let apart = |c: &Content| c.tokens.end <= tokens.start || tokens.end <= c.tokens.start;
            let complete = witness == Witness::Clause && found.iter().all(apart);
            if found.is_empty() || (complete && tokens.start > verb && !self.is_quoted(&tokens)) {
                found.push(Content { tokens, witness });
            }
        }
        if found.is_empty()
            && let Some(tokens) = contents::thing_of(tree, verb, row)
            && (!row.denies || row.frames.that || self.is_claim(tree, &tokens))
        {
            found.push(Content { tokens, witness: Witness::Thing });
        }
        found
    }

    /// A subject inside the words that are told, or inside marks, does not tell them.
    fn speaks_outside(&self, tree: &Tree<'_>, verb: usize, speaker: &Speaker, content: &Content) -> bool {
        let marked =
            content.witness == Witness::Marks && self.quotes.iter().any(|q| q.contains(&speaker.head));
        let told = content.tokens.contains(&verb)
            && (speaker.head..verb).any(|t| tree.token(t).xpos == Xpos::Comma)
            && !(speaker.head + 1..verb)
                .any(|t| matches!(tree.token(t).xpos, Xpos::Vbg | Xpos::Vbn | Xpos::Wp));
        !marked && !told
    }

    /// "The gate, **the mayor** said, is shut": the noun between the comma or mark and the verb.
    fn speaker_in_mid(&self, tree: &Tree<'_>, verb: usize) -> Option<Speaker> {
        let tokens = tree.tokens();
        let stop = (tokens.start..verb).rev().find(|&t| tree.token(t).upos == Upos::Punct)?;
        speakers::nearby(tree, verb, stop + 1..verb)
    }

    /// Where the tree names no subject: the noun between the content and the verb, or right after the verb.
    fn speaker_beside(&self, tree: &Tree<'_>, verb: usize, content: &Content) -> Option<Speaker> {
        let inserted = matches!(content.witness, Witness::Marks | Witness::Inserted | Witness::Order);
        if !inserted || content.tokens.start > verb {
            return None;
        }
        let tokens = tree.tokens();
        let between = content.tokens.end.max(tokens.start).min(verb)..verb;
        let end = (verb + 1..tokens.end).find(|&t| tree.token(t).upos == Upos::Punct).unwrap_or(tokens.end);
        speakers::nearby(tree, verb, between).or_else(|| speakers::nearby(tree, verb, verb + 1..end))
    }

    pub(super) fn statement(
        &self,
        tree: &Tree<'_>,
        cue: usize,
        name: &str,
        speaker: Option<&Speaker>,
        content: &Content,
    ) -> Statement {
        let (standing, count) = match speaker {
            Some(speaker) => speakers::standing(self.text, self.doc, tree, speaker, self.tables),
            None => (Standing::Passive, None),
        };
        let mode = self.mode(tree, speaker, SpeechMode::Indirect, content);
        Statement {
            content: self.bytes(&content.tokens),
            content_tokens: content.tokens.clone(),
            cue_token: cue,
            cue: name.replace('_', " ").into(),
            speaker_tokens: speaker.map(|s| s.tokens.clone()),
            speaker_head: speaker.map(|s| s.head),
            mode,
            standing,
            count,
            addressee_tokens: None,
            negated: is_negated(tree, cue),
            distance: false,
            confirms: false,
            denies: false,
            reply: None,
            checked: Checked::NotSaid,
            newsroom: speaker.and_then(|s| self.newsroom_of(tree, s)),
            carried_on: None,
            of_thing: content.witness == Witness::Thing,
            rule: format!("attribution/{name}.{}", content.witness.as_str()),
        }
    }

    fn colour_by_verb(
        &self,
        tree: &Tree<'_>,
        verb: usize,
        row: &SpeechVerb,
        speaker: Option<&Speaker>,
        statement: &mut Statement,
    ) {
        let content = Content { tokens: statement.content_tokens.clone(), witness: Witness::Clause };
        if statement.mode == SpeechMode::Indirect || statement.mode == SpeechMode::Document {
            statement.mode = self.mode(tree, speaker, row.mode, &content);
        }
        statement.distance = row.distance;
        statement.confirms = row.confirms;
        statement.denies = row.denies && !statement.negated;
        statement.addressee_tokens = addressee(tree, verb, row, statement);
    }

    fn mode(
        &self,
        tree: &Tree<'_>,
        speaker: Option<&Speaker>,
        plain: SpeechMode,
        content: &Content,
    ) -> SpeechMode {
        if self.is_quoted(&content.tokens) {
            return SpeechMode::Direct;
        }
        let few_words = self
            .quotes
            .iter()
            .any(|q| content.tokens.start <= q.start && q.end <= content.tokens.end && !q.is_empty());
        if few_words && plain != SpeechMode::Belief {
            return SpeechMode::Mixed;
        }
        speakers::mode_of(tree, speaker, plain, self.tables)
    }

    /// Whether all the words stand inside one pair of marks, give or take the marks themselves.
    fn is_quoted(&self, tokens: &Range<usize>) -> bool {
        self.quotes.iter().any(|q| {
            !q.is_empty()
                && q.start <= tokens.start + 1
                && tokens.end <= q.end + 1
                && q.start < tokens.end
                && tokens.start < q.end
        })
    }

    /// The newsroom that is the speaker, or that saw or obtained the document that speaks.
    fn newsroom_of(&self, tree: &Tree<'_>, speaker: &Speaker) -> Option<Range<usize>> {
        let own = speakers::newsroom(self.text, self.doc, speaker.tokens.clone(), self.tables);
        own.or_else(|| {
            let seen = |&kid: &usize| self.tables.does(tree.lemma(kid), Work::Seen);
            let seen = tree.children(speaker.head).filter(|kid| tree.rel(*kid) == Rel::Acl).find(seen)?;
            speakers::newsroom(self.text, self.doc, tree.span(seen), self.tables)
        })
    }

    /// "Reuters said …, **citing two diplomats**": their words, handed on by the one who says so.
    fn cited_beside(&self, tree: &Tree<'_>, verb: usize, told: &mut Statement) -> Option<Statement> {
        let tokens = tree.tokens();
        let apart = |t: usize| t == tokens.start || tree.token(t - 1).xpos == Xpos::Comma;
        let cites = |t: &usize| {
            apart(*t) && tree.token(*t).xpos == Xpos::Vbg && self.tables.does(tree.lemma(*t), Work::Quoted)
        };
        let cite = tokens.clone().find(cites).filter(|&cite| cite != verb)?;
        let source = tree.child(cite, &[Rel::Obj]).filter(|&kid| kid > cite)?;
        let speaker = speakers::phrase(tree, source, cite);
        if !speakers::can_speak(self.text, self.doc, tree, &speaker, self.tables) {
            return None;
        }
        if told.content_tokens.contains(&cite) && told.content_tokens.start < cite {
            told.content_tokens = tree.without_punctuation(told.content_tokens.start..cite);
            told.content = self.bytes(&told.content_tokens);
        }
        let content = Content { tokens: told.content_tokens.clone(), witness: Witness::Clause };
        let name = tree.lemma(cite).to_lowercase();
        let mut cited = self.statement(tree, cite, &name, Some(&speaker), &content);
        cited.rule = format!("attribution/{name}.source");
        Some(cited)
    }

    /// "Reuters quoted the envoy as saying", "was quoted by Reuters": the newsroom that hands the words on.
    fn quoting_newsroom(&self, tree: &Tree<'_>, verb: usize) -> Option<Range<usize>> {
        let quoting = quoting_verb(self.tables, tree, verb)?;
        let holder = match speakers::is_passive(tree, quoting) {
            true => speakers::agent_of(tree, quoting),
            false => tree.child(quoting, &[Rel::Nsubj]),
        }?;
        speakers::newsroom(self.text, self.doc, tree.noun_phrase(holder), self.tables)
    }

    fn read_according(&mut self, tree: &Tree<'_>, token: usize) {
        let to = token + 1;
        if to + 1 >= tree.tokens().end || tree.lemma(to) != "to" {
            return;
        }
        let Some(head) = noun_after(tree, to) else { return };
        let mut speaker = speakers::phrase(tree, head, to);
        speaker.tokens.start = speaker.tokens.start.max(to + 1);
        if speaker.tokens.is_empty() {
            speaker.tokens = head..head + 1;
        }
        let opens = (tree.tokens().start..token).all(|t| tree.token(t).upos == Upos::Punct);
        let comma = (to + 1..tree.tokens().end).find(|&t| tree.token(t).xpos == Xpos::Comma);
        if let Some(comma) = comma.filter(|&comma| opens && comma > speaker.tokens.start) {
            speaker.tokens.end = speaker.tokens.end.min(comma);
        }
        let end = phrase_end(tree, &speaker.tokens);
        speaker.tokens.end = cut_at_comma(tree, speaker.tokens.clone());
        let governor = tree.path_up(head).find(|&t| t != head && !(token..end).contains(&t));
        let Some(tokens) = contents::beside_phrase(tree, token..end, governor) else { return };
        let content = Content { tokens, witness: Witness::Clause };
        let mut statement = self.statement(tree, token, "according_to", Some(&speaker), &content);
        statement.rule = "attribution/according_to".to_owned();
        statement.negated = false;
        self.found.push(statement);
    }

    fn read_noun(&mut self, tree: &Tree<'_>, noun: usize, lemma: &str) {
        let Some((mode, _)) = self.tables.nouns.get(lemma) else { return };
        let spoken_in = tree.head(noun).filter(|_| contents::is_saying_in(tree, noun, self.tables));
        if spoken_in.is_some_and(|verb| self.is_speech(tree, verb)) {
            return;
        }
        let Some(tokens) = contents::clause_held(tree, noun) else { return };
        let owner = tree.child(noun, &[Rel::NmodPoss]).or_else(|| light_subject(self.tables, tree, noun));
        let speaker = owner.map(|owner| speakers::phrase(tree, owner, noun));
        let content = Content { tokens, witness: Witness::Clause };
        let mut statement = self.statement(tree, noun, lemma, speaker.as_ref(), &content);
        statement.mode = self.mode(tree, speaker.as_ref(), *mode, &content);
        statement.rule = format!("attribution/{lemma}.noun");
        if let Some(denier) = self.denier(tree, noun) {
            statement.denies = true;
            statement.speaker_head = Some(denier.head);
            statement.speaker_tokens = Some(denier.tokens);
        }
        self.found.push(statement);
    }

    fn is_speech(&self, tree: &Tree<'_>, verb: usize) -> bool {
        let lemma = tree.lemma(verb).to_lowercase();
        let row = verb_row(self.tables, tree, verb, &lemma, tree.token(verb).form(self.text));
        row.is_some_and(|(_, row)| row.frames.that)
    }

    /// "rejected **claims** that …": the subject of the verb denies what the noun holds.
    fn denier(&self, tree: &Tree<'_>, noun: usize) -> Option<Speaker> {
        let verb = tree.head(noun).filter(|_| matches!(tree.rel(noun), Rel::Obj | Rel::NsubjPass))?;
        let lemma = tree.lemma(verb).to_lowercase();
        let (_, row) = verb_row(self.tables, tree, verb, &lemma, tree.token(verb).form(self.text))?;
        row.denies.then(|| speakers::of_verb(tree, verb, false)).flatten()
    }

    /// Whether the words are a claim, a report: what can be denied without a clause.
    fn is_claim(&self, tree: &Tree<'_>, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|t| self.tables.nouns.contains_key(tree.lemma(t)))
    }

    fn read_adjective(&mut self, tree: &Tree<'_>, adjective: usize, lemma: &str) {
        if !self.tables.adjectives.contains_key(lemma) {
            return;
        }
        let Some(tokens) = contents::clause_held(tree, adjective) else { return };
        let subject = tree.child(adjective, &[Rel::Nsubj, Rel::NsubjPass]);
        let speaker = subject
            .map(|subject| speakers::phrase(tree, subject, adjective))
            .or_else(|| speakers::of_verb(tree, adjective, false));
        if speaker.as_ref().is_some_and(|s| tree.rel(s.head) == Rel::Expl || tree.lemma(s.head) == "it") {
            return;
        }
        let content = Content { tokens, witness: Witness::Clause };
        let mut statement = self.statement(tree, adjective, lemma, speaker.as_ref(), &content);
        statement.mode = self.mode(tree, speaker.as_ref(), SpeechMode::Belief, &content);
        statement.rule = format!("attribution/{lemma}.adjective");
        self.found.push(statement);
    }

    /// A check told in this sentence holds for its statements, or for the last one before it in the paragraph.
    fn mark_checks(&mut self, tree: &Tree<'_>, sentence: usize, first: usize) {
        let found = phrases::find(self.text, self.doc, tree.tokens(), &self.tables.checks, 0);
        let Some((phrase, _)) = found else { return };
        let block = self.doc.sentences[sentence].block;
        let block_of =
            |s: &Statement| self.doc.sentences.get(self.doc.sentence_of(s.cue_token)).map(|s| s.block);
        let from = if self.found.len() > first { first } else { self.found.len().saturating_sub(1) };
        let marks: Vec<usize> =
            (from..self.found.len()).filter(|&at| block_of(&self.found[at]) == Some(block)).collect();
        for at in marks {
            self.found[at].checked = phrase.says;
        }
    }

    /// Of several verbs around one quote only the nearest introduces it.
    fn share_quotes_out(&mut self) {
        let distance = |s: &Statement| {
            let c = &s.content_tokens;
            let apart = self.doc.sentence_of(s.cue_token) != self.doc.sentence_of(c.start);
            let apart = if apart { self.doc.tokens.len() } else { 0 };
            apart
                + if s.cue_token >= c.end {
                    s.cue_token - c.end
                } else {
                    c.start.saturating_sub(s.cue_token + 1)
                }
        };
        let best: Vec<usize> = (0..self.found.len())
            .filter(|&at| {
                let own = &self.found[at];
                let rival = |(other, s): (usize, &Statement)| {
                    let same = other != at && s.content_tokens == own.content_tokens && is_marks(s);
                    same && (distance(s), other) < (distance(own), at)
                };
                !is_marks(own) || !self.found.iter().enumerate().any(rival)
            })
            .collect();
        let old = std::mem::take(&mut self.found);
        let place = |at: usize| best.iter().position(|&b| b == at);
        self.found = old
            .into_iter()
            .enumerate()
            .filter_map(|(at, mut s)| {
                s.carried_on = s.carried_on.and_then(place);
                place(at).map(|_| s)
            })
            .collect();
    }

    /// Quotes that no statement holds and that carry the speaker before them on.
    fn carry_quotes_on(&mut self) {
        for number in 0..self.quotes.len() {
            let quote = self.quotes[number].clone();
            if quote.is_empty() || self.found.iter().any(|s| overlaps(&s.content_tokens, &quote)) {
                continue;
            }
            let Some(before) = self.speaker_before(number) else { continue };
            let mut statement = self.found[before].clone();
            statement.content = self.bytes(&quote);
            statement.cue_token = quote.start;
            statement.content_tokens = quote;
            statement.cue = "".into();
            statement.mode = SpeechMode::Direct;
            statement.addressee_tokens = None;
            statement.negated = false;
            statement.carried_on = Some(before);
            statement.rule = "attribution/carried_on".to_owned();
            self.found.push(statement);
        }
    }

    /// The direct statement whose quote ends right before this one, in this paragraph or the one before.
    fn speaker_before(&self, number: usize) -> Option<usize> {
        let quote = &self.quotes[number];
        let sentence = self.doc.sentence_of(quote.start);
        let whole = self.doc.sentences.get(sentence)?.tokens();
        let opens = (whole.start..quote.start).all(|t| self.doc.tokens[t].upos == Upos::Punct);
        let block = self.doc.sentences[sentence].block;
        let carries = self.spans[number].carries_on;
        let alone = opens && self.fills_block(number, block);
        let fits = |s: &Statement| {
            let Some(cue) = self.doc.sentences.get(self.doc.sentence_of(s.cue_token)) else { return false };
            let near = cue.block == block || ((carries || alone) && cue.block + 1 == block);
            let direct = s.mode == SpeechMode::Direct && s.content_tokens.start < quote.start;
            near && direct && (alone || cue.last as usize + 1 >= whole.start.min(quote.start))
        };
        (opens || carries).then(|| self.found.iter().rposition(fits)).flatten()
    }

    /// Whether the paragraph holds nothing but this quote: the speaker of the paragraph before goes on.
    fn fills_block(&self, number: usize, block: u32) -> bool {
        let outer = &self.spans[number].outer;
        let mut words = self.doc.sentences.iter().filter(|s| s.block == block).flat_map(|s| s.tokens());
        words.all(|t| {
            let token = &self.doc.tokens[t];
            token.upos == Upos::Punct || outer.start <= token.start && token.end <= outer.end
        })
    }

    /// "he added": the last speaker with a name or a noun before it.
    fn carry_pronouns_on(&mut self) {
        let mut last: Option<usize> = None;
        for at in 0..self.found.len() {
            let Some(head) = self.found[at].speaker_head else { continue };
            let lemma = self.doc.tokens[head].lemma.to_lowercase();
            let third = self.tables.does(&lemma, Work::Third);
            if third && self.found[at].carried_on.is_none() {
                self.found[at].carried_on =
                    last.filter(|&l| self.found[l].cue_token < self.found[at].cue_token);
                if let Some(from) = self.found[at].carried_on {
                    self.found[at].standing = self.found[from].standing;
                }
            } else if self.doc.tokens[head].upos != Upos::Pron {
                last = Some(at);
            }
        }
    }

    pub(super) fn bytes(&self, tokens: &Range<usize>) -> Range<u32> {
        match (
            self.doc.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|t| self.doc.tokens.get(t)),
        ) {
            (Some(first), Some(last)) if !tokens.is_empty() => first.start..last.end,
            _ => 0..0,
        }
    }

    fn first_char(&self, token: usize) -> char {
        self.doc.tokens.get(token).and_then(|t| t.form(self.text).chars().next()).unwrap_or(' ')
    }
}

/// The row of a verb; a particle is part of its name.
pub(super) fn verb_row<'t>(
    tables: &'t SpeechTables,
    tree: &Tree<'_>,
    verb: usize,
    lemma: &str,
    form: &str,
) -> Option<(String, &'t SpeechVerb)> {
    let particle = tree.child(verb, &[Rel::CompoundPrt]).map(|kid| format!("{lemma}_{}", tree.lemma(kid)));
    let next = (verb + 1 < tree.tokens().end).then(|| format!("{lemma}_{}", tree.lemma(verb + 1)));
    let with_particle =
        particle.into_iter().chain(next).find(|name| tables.verbs.contains_key(name.as_str()));
    let known = |name: &String| tables.verbs.contains_key(name.as_str());
    let name = with_particle
        .or_else(|| Some(lemma.to_owned()).filter(known))
        .or_else(|| bases(form).into_iter().find(known))?;
    let row = tables.verbs.get(name.as_str())?;
    Some((name, row))
}

/// The verb that hands words on, here or above: "**quoted** as saying".
fn quoting_verb(tables: &SpeechTables, tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let quotes = |t: &usize| tables.does(tree.lemma(*t), Work::Quoted);
    let above = tree.head(verb).filter(|_| tree.children(verb).any(|kid| tree.lemma(kid) == "as"));
    Some(verb).filter(quotes).or(above.filter(quotes))
}

/// "quoted the envoy as saying": the one who is quoted.
fn quoted_one(tables: &SpeechTables, tree: &Tree<'_>, verb: usize) -> Option<Speaker> {
    let quoting = quoting_verb(tables, tree, verb)?;
    let rel = if speakers::is_passive(tree, quoting) { Rel::NsubjPass } else { Rel::Obj };
    let head = tree.child(quoting, &[rel]).filter(|&kid| speakers::is_noun(tree, kid))?;
    Some(speakers::phrase(tree, head, quoting))
}

fn addressee(tree: &Tree<'_>, verb: usize, row: &SpeechVerb, statement: &Statement) -> Option<Range<usize>> {
    let free = |kid: usize| {
        let outside = !statement.content_tokens.contains(&kid) && statement.speaker_head != Some(kid);
        outside && speakers::is_noun(tree, kid)
    };
    let head = match row.addressee {
        Addressee::None => None,
        Addressee::Object => tree
            .children(verb)
            .find(|&kid| kid > verb && free(kid) && matches!(tree.rel(kid), Rel::Obj | Rel::Iobj)),
        Addressee::To => tree.children(verb).find(|&kid| {
            free(kid) && tree.rel(kid).base() == Rel::Obl && speakers::has_case(tree, kid, "to")
        }),
    }?;
    Some(tree.noun_phrase(head))
}

/// "S gave a warning that …", "S has doubts that …": the subject of the verb the noun hangs on.
fn light_subject(tables: &SpeechTables, tree: &Tree<'_>, noun: usize) -> Option<usize> {
    let verb = tree.head(noun).filter(|_| tree.rel(noun) == Rel::Obj)?;
    let light = tables.does(tree.lemma(verb), Work::Light);
    tree.child(verb, &[Rel::Nsubj]).filter(|_| light)
}

fn noun_after(tree: &Tree<'_>, to: usize) -> Option<usize> {
    let first = (to + 1..tree.tokens().end).take(12).find(|&t| speakers::is_noun(tree, t))?;
    let inside = |t: &usize| *t > to && speakers::is_noun(tree, *t);
    tree.path_up(first).take_while(inside).last().or(Some(first))
}

/// "a person involved in the sale, …": up to the comma, where no finite verb stands before it.
fn phrase_end(tree: &Tree<'_>, phrase: &Range<usize>) -> usize {
    let rest = phrase.end..tree.tokens().end;
    let stop = rest.clone().find(|&t| tree.token(t).xpos == Xpos::Comma || contents::is_finite(tree, t));
    stop.filter(|&t| tree.token(t).xpos == Xpos::Comma).unwrap_or(phrase.end)
}

/// "the embassy, with …": what a preposition adds after a comma is not the speaker.
fn cut_at_comma(tree: &Tree<'_>, phrase: Range<usize>) -> usize {
    let added = |&t: &usize| {
        tree.token(t).xpos == Xpos::Comma && t + 1 < phrase.end && tree.token(t + 1).upos == Upos::Adp
    };
    phrase.clone().skip(1).find(added).unwrap_or(phrase.end)
}

fn is_negated(tree: &Tree<'_>, cue: usize) -> bool {
    tree.children(cue)
        .any(|kid| matches!(tree.lemma(kid), "not" | "never" | "n't") && tree.token(kid).upos != Upos::Noun)
}

/// Whether the content was found by its marks.
fn is_marks(statement: &Statement) -> bool {
    statement.rule.ends_with(".marks")
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn paragraphs(doc: &Doc) -> Vec<Range<u32>> {
    let mut found: Vec<(u32, Range<u32>)> = Vec::new();
    for sentence in doc.sentences.iter().filter(|s| s.first < s.last) {
        let (start, end) =
            (doc.tokens[sentence.first as usize].start, doc.tokens[sentence.last as usize - 1].end);
        match found.last_mut() {
            Some((block, range)) if *block == sentence.block => range.end = end,
            _ => found.push((sentence.block, start..end)),
        }
    }
    found.into_iter().map(|(_, range)| range).collect()
}

fn tokens_in(doc: &Doc, bytes: &Range<u32>) -> Range<usize> {
    let first = doc.tokens.partition_point(|t| t.start < bytes.start);
    let last = doc.tokens.partition_point(|t| t.end <= bytes.end);
    first..last.max(first)
}
