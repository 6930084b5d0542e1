package cloud.kuryzhev.rbacguard.usage.envelope;

/** Who wants to know how far a reading is. */
@FunctionalInterface
public interface ReadingProgress {

    /**
     * So far, of what the files had at the start.
     *
     * @param bytes of the files, packed as they are
     * @param all of all files together
     */
    void at(long bytes, long all);
}
