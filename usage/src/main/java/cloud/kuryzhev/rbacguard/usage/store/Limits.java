package cloud.kuryzhev.rbacguard.usage.store;

/**
 * How large a store may grow, whatever names clients make up.
 *
 * @param days for how long counts by day are kept; first and last use and the total stay for ever
 * @param subjects new ones beyond are only counted
 * @param permissions of one subject, used and denied; beyond, those on named objects become the one on all of the resource, and
 *     beyond twice as many the new ones are only counted
 */
public record Limits(int days, int subjects, int permissions) {

    /** 400 days, 100,000 subjects of 10,000 permissions. */
    public static final Limits DEFAULT = new Limits(400, 100_000, 10_000);
}
