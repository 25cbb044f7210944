//! Tests of computed values.

macro_rules! tests {
    ($signals:path) => {
        use $signals::*;

        use crate::ui::signals::tests::{Log, begin, tick};

        #[test]
        fn a_memo_is_worked_out_when_it_is_asked_for_and_only_after_a_change() {
            let (owner, log) = (Owner::new(), Log::default());
            owner.with(|| {
                let signal = RwSignal::new(1);
                let noted = log.clone();
                let double = Memo::new(move |_| {
                    noted.add(signal.get());
                    signal.get() * 2
                });
                assert_eq!(log.take(), "");
                assert_eq!((double.get_untracked(), double.get_untracked()), (2, 2));
                assert_eq!(log.take(), "1");
                signal.set(2);
                signal.set(3);
                assert_eq!(log.take(), "");
                assert_eq!(double.get_untracked(), 6);
                assert_eq!(log.take(), "3");
            });
        }

        #[test]
        fn a_memo_knows_its_last_value() {
            let owner = Owner::new();
            owner.with(|| {
                let signal = RwSignal::new(1);
                let all = Memo::new(move |before: Option<&Vec<i32>>| {
                    before.into_iter().flatten().copied().chain([signal.get()]).collect::<Vec<_>>()
                });
                assert_eq!(all.get_untracked(), [1]);
                signal.set(2);
                assert_eq!(all.get_untracked(), [1, 2]);
            });
        }

        #[test]
        fn what_follows_from_a_memo_is_not_worked_out_again_for_an_equal_value() {
            let (owner, log) = (Owner::new(), Log::default());
            owner.with(|| {
                let signal = RwSignal::new(1);
                let is_odd = Memo::new(move |_| signal.get() % 2 == 1);
                let noted = log.clone();
                let words = Memo::new(move |_| {
                    noted.add("worked-out");
                    if is_odd.get() { "odd" } else { "even" }
                });
                assert_eq!(words.get_untracked(), "odd");
                assert_eq!(log.take(), "worked-out");
                signal.set(3);
                assert_eq!(words.get_untracked(), "odd");
                assert_eq!(log.take(), "");
                signal.set(4);
                assert_eq!(words.get_untracked(), "even");
                assert_eq!(log.take(), "worked-out");
            });
        }

        #[test]
        fn two_ways_from_one_signal_are_seen_together() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            owner.with(|| {
                let signal = RwSignal::new(1);
                let double = Memo::new(move |_| signal.get() * 2);
                let triple = Memo::new(move |_| signal.get() * 3);
                let both = Memo::new(move |_| (double.get(), triple.get()));
                let noted = log.clone();
                effect_now(Box::new(move || {
                    both.with(|(double, triple)| noted.add([*double, *triple].map(|n| n.to_string()).join("+")))
                }));
                signal.set(2);
                tick();
                signal.set(2);
                tick();
            });
            assert_eq!(log.take(), "2+3 4+6");
        }

        #[test]
        fn a_memo_follows_only_what_it_has_read_last() {
            let (owner, log) = (Owner::new(), Log::default());
            owner.with(|| {
                let (is_first, first, second) = (RwSignal::new(true), RwSignal::new(1), RwSignal::new(10));
                let noted = log.clone();
                let picked = Memo::new(move |_| {
                    noted.add("picked");
                    if is_first.get() { first.get() } else { second.get() }
                });
                assert_eq!(picked.get_untracked(), 1);
                second.set(20);
                assert_eq!(picked.get_untracked(), 1);
                assert_eq!(log.take(), "picked");
                is_first.set(false);
                assert_eq!(picked.get_untracked(), 20);
                assert_eq!(log.take(), "picked");
                first.set(2);
                assert_eq!(picked.get_untracked(), 20);
                assert_eq!(log.take(), "");
            });
        }

        #[test]
        fn what_a_memo_reads_untracked_does_not_change_it() {
            let owner = Owner::new();
            owner.with(|| {
                let (followed, glanced) = (RwSignal::new(1), RwSignal::new(10));
                let sum = Memo::new(move |_| followed.get() + untrack(move || glanced.get()) + glanced.get_untracked());
                assert_eq!(sum.get_untracked(), 21);
                glanced.set(20);
                assert_eq!(sum.get_untracked(), 21);
                followed.set(2);
                assert_eq!(sum.get_untracked(), 42);
            });
        }

        #[test]
        fn what_follows_without_a_memory_is_worked_out_each_time() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            owner.with(|| {
                let signal = RwSignal::new(1);
                let derived = Signal::derive(move || signal.get() * 2);
                assert_eq!(derived.get_untracked(), 2);
                assert_eq!(derived.with_untracked(|value| value + 1), 3);
                let noted = log.clone();
                effect_now(Box::new(move || derived.with(|value| noted.add(value))));
                signal.set(2);
                tick();
                assert_eq!(log.take(), "2 4");
            });
        }

        #[test]
        fn a_long_line_of_memos_is_brought_up_to_date_from_its_beginning() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            owner.with(|| {
                let signal = RwSignal::new(0);
                let first = Memo::new(move |_| signal.get() / 2);
                let last = (0..20).fold(first, |memo, _| Memo::new(move |_| memo.get() + 1));
                let noted = log.clone();
                effect_soon(Box::new(move || noted.add(last.get())));
                tick();
                signal.set(1);
                tick();
                signal.set(2);
                tick();
                assert_eq!(log.take(), "20 21");
            });
        }
    };
}
pub(super) use tests;
