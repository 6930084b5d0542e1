package cloud.kuryzhev.rbacguard.policy.usage;

import java.time.LocalDate;

/**
 * How much one subject asked for on one day. A request that lasts past midnight, such as a watch, counts on the day it began and on the
 * day it ended.
 *
 * @param day in UTC
 * @param requests all of them
 * @param denied those of them that were refused
 */
public record DayOfUse(LocalDate day, long requests, long denied) {

    /** How many days with requests are told of one subject, the newest ones. */
    public static final int MOST = 90;
}
