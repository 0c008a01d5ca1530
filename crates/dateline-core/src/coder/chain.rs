//! Who says so: the chain from the newsroom inward to the voice.

use super::Reading;
use crate::attribution::Statement;
use crate::rows::LinkRow;
use crate::words::{Checked, HolderRole, SpeechMode, Standing};

impl Reading<'_> {
    /// The links that every row of the report begins with: who published it, whose dispatch it is.
    fn newsroom_links(&self) -> Vec<LinkRow> {
        let link = |holder: Option<String>, role, mode| LinkRow {
            holder,
            role,
            mode,
            standing: None,
            count: None,
            checked: None,
            reply: None,
            cue: None,
        };
        let mut links = vec![link(self.publisher.map(str::to_owned), HolderRole::Publisher, SpeechMode::Own)];
        if let Some(agency) = &self.cleaned.agency {
            links.push(link(Some(agency.clone()), HolderRole::Agency, SpeechMode::Own));
        }
        links
    }

    /// The chain of what stands at a token: newsrooms, then those whose words it is in, outermost first.
    pub(super) fn chain_at(&self, token: usize) -> Vec<LinkRow> {
        let mut holding: Vec<&Statement> = self
            .statements
            .iter()
            .filter(|said| said.content_tokens.contains(&token) && said.cue_token != token && !said.negated)
            .filter(|said| self.is_statement(said))
            .collect();
        // Of two that hold the same words the newsroom stands outside: "Reuters said …, citing two diplomats".
        holding.sort_by_key(|said| (std::cmp::Reverse(said.content_tokens.len()), said.newsroom.is_none()));
        self.chain_of(&holding)
    }

    /// The chain of given statements, outermost first.
    pub(super) fn chain_of(&self, statements: &[&Statement]) -> Vec<LinkRow> {
        let mut links = self.newsroom_links();
        for (depth, said) in statements.iter().enumerate() {
            if let Some(newsroom) = said.newsroom.clone().and_then(|tokens| self.cited_newsroom(tokens, said))
            {
                links.push(newsroom);
            }
            let Some(link) = self.voice(said, depth) else { continue };
            if !links.iter().any(|known| known.holder == link.holder && known.role == link.role) {
                links.push(link);
            }
        }
        links
    }

    fn cited_newsroom(&self, tokens: std::ops::Range<usize>, said: &Statement) -> Option<LinkRow> {
        let words = self.tree.doc.words(self.text, tokens);
        let name =
            self.newsrooms.find(words).map_or_else(|| words.to_owned(), |newsroom| newsroom.name.clone());
        if self.cleaned.agency.as_deref() == Some(name.as_str()) {
            return None;
        }
        Some(LinkRow {
            holder: Some(name),
            role: HolderRole::CitedNewsroom,
            mode: said.mode,
            standing: Some(Standing::OnRecord),
            count: None,
            checked: Some(said.checked).filter(|checked| *checked != Checked::NotSaid),
            reply: None,
            cue: Some(said.cue.to_string()),
        })
    }

    fn voice(&self, said: &Statement, depth: usize) -> Option<LinkRow> {
        let speaker = said.speaker_tokens.clone()?;
        let words = self.tree.doc.words(self.text, speaker.clone());
        if said.newsroom == Some(speaker) {
            return None;
        }
        let named = self.speaker_of(said).filter(|actor| actor.kind != crate::actors::ActorKind::Generic);
        let holder = named.map_or_else(|| words.to_owned(), |actor| actor.name);
        Some(LinkRow {
            holder: Some(holder),
            role: if depth == 0 { HolderRole::Voice } else { HolderRole::VoicesSource },
            mode: said.mode,
            standing: Some(said.standing),
            count: said.count,
            checked: Some(said.checked).filter(|checked| *checked != Checked::NotSaid),
            reply: said.reply,
            cue: Some(said.cue.to_string()).filter(|cue| !cue.is_empty()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::Told;
    use crate::coder::{Input, Tables, code};
    use dateline_lang::Linear;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::embedded().unwrap());

    fn chains(text: &str) -> Vec<Vec<LinkRow>> {
        let to_original = |byte: u32| u64::from(byte);
        let input = Input {
            input: "case",
            report: "0000000000000000000000000000000000000000000000000000000000000000",
            text,
            to_original: &to_original,
            original: text.as_bytes(),
            told: Told::default(),
        };
        let coded = code(&input, &TABLES, Linear::embedded());
        coded.map(|coded| coded.mentions.into_iter().map(|row| row.attribution).collect()).unwrap_or_default()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn a_chain_always_has_a_newsroom(
            who in prop::sample::select(vec!["Minister Aru Tamm", "Three officials", "The Lake Tribune", "A memo", "He"]),
            says in prop::sample::select(vec!["said that", "denied that", "believes that", "wrote: \"", ""]),
            what in prop::sample::select(vec!["Kenya signed a treaty with Chad", "France will send tanks to Mali", "the port was shut"]),
            end in prop::sample::select(vec![".", ", Reuters reported.", ", citing two diplomats.", "\".", ""]),
        ) {
            let text = format!("MOMBASA, June 4 (Reuters) - {who} {says} {what}{end}\n\nChad declined to comment on Tuesday.");
            for chain in chains(&text) {
                prop_assert!(chain.iter().any(|link| link.role == HolderRole::Publisher), "{:?}", chain);
            }
        }
    }

    #[test]
    fn a_chain_runs_from_the_newsroom_to_the_source_of_the_voice() {
        let text = "MOMBASA, June 4 - The Lake Tribune said on Monday that Kenya had signed a treaty with Chad, citing two diplomats.";
        let roles = |chain: &Vec<LinkRow>| chain.iter().map(|link| link.role).collect::<Vec<_>>();
        let whole = [HolderRole::Publisher, HolderRole::CitedNewsroom];
        let found = chains(text);
        let fits = |chain: &&Vec<LinkRow>| {
            roles(chain).starts_with(&whole) && chain.last().is_some_and(|last| last.count == Some(2))
        };
        assert!(found.iter().any(|chain| fits(&chain)), "{found:#?}");
    }
}
