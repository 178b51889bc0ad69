//! "Did you mean": the word that somebody may have meant.

/// The candidate nearest to `word`, when it is near enough to be a slip of the pen: at most one
/// edit in three letters, where an edit adds, drops, changes or swaps a letter. Case costs
/// nothing. Of several equally near, the first.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let limit = (word.chars().count() / 3).max(1);
    let distances = candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate));
    // `min_by_key` keeps the first of equals, so the order of the candidates decides.
    distances
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_mended_and_another_word_is_not() {
        let keys = ["title", "subtitle", "date", "doi"];
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("Title", keys), Some("title"));
        assert_eq!(nearest("sub_title", keys), Some("subtitle"));
        assert_eq!(nearest("colour", keys), None);
    }

    #[test]
    fn the_first_of_equals_is_chosen() {
        assert_eq!(nearest("ab", ["ac", "ad"]), Some("ac"));
    }
}
