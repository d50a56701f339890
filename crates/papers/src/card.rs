//! The picture of a page that chats and feeds show beside its address.

/// Which of the six kinds of state is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Finished, reached.
    Done,
    /// Due soon.
    Soon,
    /// Overdue.
    Late,
    /// Being worked on.
    Doing,
    /// At rest.
    Rest,
    /// Passed on.
    Moved,
}

impl Tone {
    /// Ink and ground, as on the page.
    pub const fn colours(self) -> (&'static str, &'static str) {
        match self {
            Self::Done => ("14532D", "E3F3E8"),
            Self::Soon => ("5F4200", "FFF3D1"),
            Self::Late => ("8A1212", "FCE8E6"),
            Self::Doing => ("1E3F73", "E8EEF7"),
            Self::Rest => ("43474E", "ECEBE7"),
            Self::Moved => ("4B2A77", "F0EAF8"),
        }
    }
}

/// What stands on it: nothing that the page itself does not show.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Card {
    /// What kind of page it is, with its code: "Kiến nghị cử tri KN-2020-0012".
    pub kind: String,
    /// The state in words.
    pub state: String,
    /// And in colour.
    pub tone: Tone,
    /// What it is about; three lines of it are shown.
    pub title: String,
    /// Whose page.
    pub council: String,
    /// Where it is read.
    pub site: String,
    /// What every page says of the installation; empty where the work is real.
    pub mark: String,
}
