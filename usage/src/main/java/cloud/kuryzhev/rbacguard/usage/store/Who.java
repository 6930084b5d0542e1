package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;

/** A subject, its number, and where one batch has it, as one thread that reads sees it. */
final class Who {

    private final Subject subject;
    private final long number;
    private int batch;
    private int index;

    Who(Subject subject, Numbers numbers) {
        this.subject = subject;
        this.number = numbers.of(Columns.storable(subject.authenticatedName()));
    }

    Subject subject() {
        return subject;
    }

    long number() {
        return number;
    }

    /** Where the batch called {@code id} has it; -1 if another one had it last. */
    int index(int id) {
        return batch == id ? index : -1;
    }

    void isAt(int index, int id) {
        this.batch = id;
        this.index = index;
    }
}
