package cloud.kuryzhev.rbacguard.usage.store;

/** Somebody else has moved this source on: nothing was committed, and reading goes on from {@link UsageStore#checkpoint}. */
public final class SourceMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param source its name */
    public SourceMovedException(String source) {
        super("the source " + source
                + " was moved on by another process: give each replica sources of its own, unless they take turns");
    }
}
