//! Tests of signals and stored values.

macro_rules! tests {
    ($signals:path) => {
        use $signals::{self as signals, *};

        use crate::ui::signals::tests::{Dropped, Log};

        #[test]
        fn a_signal_has_the_value_that_was_set_last() {
            let owner = Owner::new();
            owner.with(|| {
                let signal = RwSignal::new(1);
                assert_eq!(signal.get_untracked(), 1);
                signal.set(2);
                assert_eq!(signal.get_untracked(), 2);
                signal.update(|value| *value += 1);
                assert_eq!(signal.with_untracked(|value| *value), 3);
                assert_eq!(signal.try_update(|value| std::mem::replace(value, 5)), Some(3));
                assert_eq!(signal.try_set(6), None);
                assert_eq!(signal.try_get_untracked(), Some(6));
            });
        }

        #[test]
        fn both_ends_of_a_signal_are_one() {
            let owner = Owner::new();
            owner.with(|| {
                let (read, write): (ReadSignal<_>, WriteSignal<_>) = signals::signal(1);
                write.set(2);
                assert_eq!(read.get_untracked(), 2);
            });
        }

        #[test]
        fn one_value_can_be_read_while_it_is_read() {
            let owner = Owner::new();
            owner.with(|| {
                let signal = RwSignal::new(2);
                assert_eq!(signal.with_untracked(|value| value * signal.get_untracked()), 4);
            });
        }

        #[test]
        fn a_signal_without_an_owner_outlives_those_that_have_one() {
            let free = ArcRwSignal::new(1);
            let owner = Owner::new();
            let owned = owner.with(|| RwSignal::from(free.clone()));
            owned.set(2);
            assert_eq!(free.get_untracked(), 2);
            owner.cleanup();
            assert_eq!(owned.try_get_untracked(), None);
            free.set(3);
            assert_eq!(free.get_untracked(), 3);
        }

        #[test]
        fn what_is_gone_gives_none_and_is_left_alone() {
            let owner = Owner::new();
            let (signal, memo, stored, derived) = owner.with(|| {
                let signal = RwSignal::new(1);
                (signal, Memo::new(move |_| signal.get()), StoredValue::new(1), Signal::derive(move || 1))
            });
            owner.cleanup();
            assert_eq!(signal.try_get_untracked(), None);
            assert_eq!(memo.try_get_untracked(), None);
            assert_eq!(derived.try_get_untracked(), None);
            assert_eq!(stored.try_get_value(), None);
            assert_eq!(signal.try_update(|value| *value), None);
            assert_eq!(signal.try_set(2), Some(2));
            assert_eq!(stored.try_set_value(2), Some(2));
            assert_eq!(stored.try_update_value(|value| *value), None);
            signal.set(3);
            signal.update(|value| *value = 3);
            stored.set_value(3);
            stored.update_value(|value| *value = 3);
            signal.track();
        }

        #[test]
        #[should_panic]
        fn what_is_gone_cannot_be_read() {
            let owner = Owner::new();
            let signal = owner.with(|| RwSignal::new(1));
            owner.cleanup();
            signal.get_untracked();
        }

        #[test]
        fn a_kept_value_is_changed_in_place() {
            let owner = Owner::new();
            owner.with(|| {
                let stored = StoredValue::new(vec![1]);
                stored.update_value(|value| value.push(2));
                assert_eq!(stored.get_value(), [1, 2]);
                assert_eq!(stored.try_update_value(Vec::pop), Some(Some(2)));
                assert_eq!(stored.with_value(Vec::len), 1);
                stored.set_value(Vec::new());
                assert_eq!(stored.try_with_value(Vec::is_empty), Some(true));
                assert_eq!(stored.try_set_value(vec![7]), None);
                assert_eq!(stored.try_get_value(), Some(vec![7]));
            });
        }

        #[test]
        fn a_value_of_its_own_thread_is_kept_too() {
            let owner = Owner::new();
            owner.with(|| {
                let local: StoredValue<_, LocalStorage> = StoredValue::new_local(std::rc::Rc::new(1));
                assert_eq!(local.with_value(|value| **value), 1);
            });
        }

        #[test]
        fn a_value_is_dropped_when_another_takes_its_place_and_with_its_owner() {
            let log = Log::default();
            let owner = Owner::new();
            let (signal, stored) = owner.with(|| {
                (RwSignal::new(Dropped(log.clone(), "first")), StoredValue::new(Dropped(log.clone(), "kept")))
            });
            signal.set(Dropped(log.clone(), "second"));
            assert_eq!(log.take(), "first");
            owner.cleanup();
            assert_eq!(log.take(), "second kept");
            assert!(stored.try_with_value(|_| ()).is_none());
        }

        #[test]
        fn many_come_and_go_and_none_is_taken_for_another() {
            let owner = Owner::new();
            let lasting = owner.with(|| RwSignal::new(-1));
            let mut before = Vec::new();
            for round in 0..50 {
                let owner = Owner::new();
                let signals = owner.with(|| (0..20).map(|at| RwSignal::new(round * 20 + at)).collect::<Vec<_>>());
                for (at, signal) in (0..).zip(&signals) {
                    assert_eq!(signal.get_untracked(), round * 20 + at);
                }
                before.extend(signals);
                drop(owner);
                assert!(before.iter().all(|signal| signal.try_get_untracked().is_none()));
            }
            assert_eq!(lasting.get_untracked(), -1);
        }
    };
}
pub(super) use tests;
