//! Tests of effects.

macro_rules! tests {
    ($signals:path) => {
        use $signals::*;

        use crate::ui::signals::tests::{Dropped, Log, begin, tick};

        #[test]
        fn one_runs_at_once_and_the_other_after_what_runs_now() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            owner.with(|| {
                let (now, soon) = (log.clone(), log.clone());
                effect_soon(Box::new(move || soon.add("soon")));
                effect_now(Box::new(move || now.add("now")));
                log.add("made");
            });
            tick();
            assert_eq!(log.take(), "now made soon");
            tick();
            assert_eq!(log.take(), "");
        }

        #[test]
        fn many_changes_are_one_run() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            let (first, second) = owner.with(|| (RwSignal::new(1), RwSignal::new(10)));
            let noted = log.clone();
            owner.with(|| effect_now(Box::new(move || noted.add(first.get() + second.get()))));
            first.set(2);
            first.set(3);
            second.set(20);
            assert_eq!(log.take(), "11");
            tick();
            assert_eq!(log.take(), "23");
        }

        #[test]
        fn a_change_before_the_first_run_is_not_seen_twice() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            let signal = owner.with(|| RwSignal::new(1));
            let noted = log.clone();
            owner.with(|| effect_soon(Box::new(move || noted.add(signal.get()))));
            signal.set(2);
            tick();
            assert_eq!(log.take(), "2");
        }

        #[test]
        fn setting_an_equal_value_is_a_change_of_a_signal_but_not_of_a_memo() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            owner.with(|| {
                let signal = RwSignal::new(1);
                let memo = Memo::new(move |_| signal.get());
                let (of_signal, of_memo) = (log.clone(), log.clone());
                effect_now(Box::new(move || {
                    signal.track();
                    of_signal.add("signal");
                }));
                effect_now(Box::new(move || {
                    memo.get();
                    of_memo.add("memo");
                }));
                log.take();
                signal.set(1);
                tick();
                assert_eq!(log.take(), "signal");
            });
        }

        #[test]
        fn they_run_in_the_order_in_which_they_were_told() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            owner.with(|| {
                let (first, second) = (RwSignal::new(()), RwSignal::new(()));
                for (name, signal) in [("a", second), ("b", first), ("c", second)] {
                    let noted = log.clone();
                    effect_soon(Box::new(move || {
                        signal.track();
                        noted.add(name);
                    }));
                }
                tick();
                assert_eq!(log.take(), "a b c");
                first.set(());
                second.set(());
                tick();
                assert_eq!(log.take(), "b a c");
            });
        }

        #[test]
        fn one_that_was_made_earlier_and_told_before_its_place_came_keeps_the_place() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            owner.with(|| {
                let signal = RwSignal::new(());
                let (now, soon) = (log.clone(), log.clone());
                effect_now(Box::new(move || {
                    signal.track();
                    now.add("now");
                }));
                effect_soon(Box::new(move || soon.add("soon")));
                signal.set(());
            });
            tick();
            assert_eq!(log.take(), "now now soon");
        }

        #[test]
        fn it_follows_only_what_it_has_read_last() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            owner.with(|| {
                let (is_first, first, second) = (RwSignal::new(true), RwSignal::new(1), RwSignal::new(10));
                let noted = log.clone();
                effect_now(Box::new(move || noted.add(if is_first.get() { first.get() } else { second.get() })));
                second.set(20);
                tick();
                assert_eq!(log.take(), "1");
                is_first.set(false);
                tick();
                first.set(2);
                tick();
                assert_eq!(log.take(), "20");
            });
        }

        #[test]
        fn a_signal_set_within_an_effect_runs_others_after_it() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            owner.with(|| {
                let (cause, outcome) = (RwSignal::new(1), RwSignal::new(0));
                let (sets, reads) = (log.clone(), log.clone());
                effect_now(Box::new(move || reads.add(outcome.get())));
                effect_now(Box::new(move || {
                    outcome.set(cause.get() * 10);
                    sets.add("set");
                }));
                tick();
                assert_eq!(log.take(), "0 set 10");
                cause.set(2);
                tick();
                assert_eq!(log.take(), "set 20");
            });
        }

        #[test]
        fn one_that_sets_what_it_has_read_runs_again_until_it_does_not() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            owner.with(|| {
                let signal = RwSignal::new(0);
                let (counts, other) = (log.clone(), log.clone());
                effect_soon(Box::new(move || {
                    let value = signal.get();
                    counts.add(value);
                    if value < 3 {
                        signal.set(value + 1);
                    }
                }));
                effect_soon(Box::new(move || other.add("other")));
            });
            tick();
            assert_eq!(log.take(), "0 1 2 3 other");
        }

        #[test]
        fn what_is_made_within_one_ends_when_it_runs_again() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            owner.with(|| {
                let (outer, inner) = (RwSignal::new(1), RwSignal::new(10));
                let noted = log.clone();
                effect_now(Box::new(move || {
                    let (round, inside, gone) = (outer.get(), noted.clone(), noted.clone());
                    on_cleanup(move || gone.add(format!("end-of-{round}")));
                    effect_now(Box::new(move || inside.add(round + inner.get())));
                }));
                inner.set(20);
                tick();
                assert_eq!(log.take(), "11 21");
                outer.set(2);
                tick();
                assert_eq!(log.take(), "end-of-1 22");
                inner.set(30);
                tick();
                assert_eq!(log.take(), "32");
            });
            owner.cleanup();
            assert_eq!(log.take(), "end-of-2");
        }

        #[test]
        fn it_ends_with_its_owner_even_if_it_was_told_before() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            let signal = RwSignal::new(1);
            owner.with(|| {
                let (now, soon, never) = (log.clone(), log.clone(), log.clone());
                effect_now(Box::new(move || now.add(signal.get())));
                effect_soon(Box::new(move || soon.add(signal.get() * 10)));
                tick();
                effect_soon(Box::new(move || never.add("never")));
            });
            assert_eq!(log.take(), "1 10");
            signal.set(2);
            owner.cleanup();
            tick();
            signal.set(3);
            tick();
            assert_eq!(log.take(), "");
        }

        #[test]
        fn what_it_holds_is_dropped_with_its_owner() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            let held = Dropped(log.clone(), "dropped");
            owner.with(|| effect_now(Box::new(move || held.0.add("run"))));
            tick();
            owner.cleanup();
            tick();
            assert_eq!(log.take(), "run dropped");
        }

        #[test]
        fn it_may_end_its_own_owner() {
            let (owner, log) = (Owner::new(), Log::default());
            begin();
            let signal = RwSignal::new(1);
            let (ended, noted) = (owner.clone(), log.clone());
            owner.with(|| {
                effect_now(Box::new(move || {
                    noted.add(signal.get());
                    if signal.get() == 2 {
                        ended.cleanup();
                        // The change is not observed any more.
                        signal.set(3);
                        noted.add("ended");
                    }
                }));
            });
            signal.set(2);
            tick();
            signal.set(4);
            tick();
            assert_eq!(log.take(), "1 2 ended");
        }

        #[test]
        fn one_may_end_another_that_is_told_and_waits() {
            let (parent, log) = (Owner::new(), Log::default());
            begin();
            let signal = RwSignal::new(1);
            let child = parent.with(Owner::new);
            let (first, second, ended) = (log.clone(), log.clone(), child.clone());
            parent.with(|| {
                effect_now(Box::new(move || {
                    first.add(signal.get());
                    if signal.get() > 1 {
                        ended.cleanup();
                    }
                }));
            });
            child.with(|| effect_now(Box::new(move || second.add(signal.get() * 10))));
            signal.set(2);
            tick();
            assert_eq!(log.take(), "1 10 2");
        }
    };
}
pub(super) use tests;
