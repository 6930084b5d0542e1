package cloud.kuryzhev.rbacguard.usage.store;

/** What earlier transactions of this process wrote, to be spared. */
final class Remembered {

    final Written names = new Written();
    final Written places = new Written();

    /** Forgets all, as a transaction was undone. */
    void clear() {
        names.clear();
        places.clear();
    }
}
