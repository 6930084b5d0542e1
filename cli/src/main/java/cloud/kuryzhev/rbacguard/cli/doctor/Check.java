package cloud.kuryzhev.rbacguard.cli.doctor;

import java.util.List;

/** One thing that an installation needs. */
interface Check {

    /** A few words, the same in each release. */
    String name();

    /** What goes wrong where it lacks. */
    String why();

    /** At least one. */
    List<Seen> look(Site site);
}
