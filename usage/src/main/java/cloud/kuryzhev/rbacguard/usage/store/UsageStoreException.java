package cloud.kuryzhev.rbacguard.usage.store;

/** The store cannot be used now: locked, full, damaged or gone. */
public final class UsageStoreException extends RuntimeException {

    /** @param message what failed, where, and what to do */
    public UsageStoreException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }

    UsageStoreException(String message) {
        super(message);
    }
}
