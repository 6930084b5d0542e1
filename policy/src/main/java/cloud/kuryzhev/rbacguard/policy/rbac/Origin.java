package cloud.kuryzhev.rbacguard.policy.rbac;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who made an object, as the API server has it: {@code metadata.ownerReferences} and {@code metadata.managedFields}, the first
 * {@value #MOST} of each.
 */
public record Origin(List<OwnerReference> owners, List<FieldWriter> managers) {

    /** Nothing is known. */
    public static final Origin UNKNOWN = new Origin(List.of(), List.of());

    /** Of each list; more than this would be somebody's joke. */
    private static final int MOST = 8;

    public Origin {
        owners = owners.stream().limit(MOST).toList();
        managers = managers.stream().limit(MOST).toList();
    }

    /** An object that this one is deleted with. */
    public record OwnerReference(String kind, String name) {}

    /**
     * Who wrote some of the fields.
     *
     * @param name such as {@code helm} or {@code kubectl-edit}
     * @param applies whether by server-side apply, which is to say: and will write them again
     * @param grants whether rules, roleRef or subjects are among the fields
     * @param at when it wrote last
     */
    public record FieldWriter(String name, boolean applies, boolean grants, Instant at) {}

    /** Those who wrote what the object grants. */
    Stream<FieldWriter> writers() {
        return managers.stream().filter(FieldWriter::grants);
    }

    /** When what the object grants was written last: nothing that stands in it is younger. Empty if that is not known. */
    public Optional<Instant> granted() {
        return writers().map(FieldWriter::at).max(Comparator.naturalOrder());
    }
}
