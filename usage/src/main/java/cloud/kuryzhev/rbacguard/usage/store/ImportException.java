package cloud.kuryzhev.rbacguard.usage.store;

/** What was to be imported is no export of a store, or the store is not empty. Nothing was imported. */
public final class ImportException extends Exception {

    private static final long serialVersionUID = 1L;

    ImportException(String message) {
        super(message);
    }

    static ImportException at(long line, String why) {
        return new ImportException("line " + line + ": " + why);
    }
}
