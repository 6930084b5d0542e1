package cloud.kuryzhev.rbacguard.kube.admission;

import cloud.kuryzhev.rbacguard.policy.Requester;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.Optional;

/** What an {@code admission.k8s.io/v1} AdmissionReview asks about one object, of whatever kind: who, which, and how it changes. */
public sealed interface ObjectRequest {

    /** The request's uid, to be echoed; {@code ""} if none could be read: none is ever made up. */
    String uid();

    /**
     * An object is to be written or deleted.
     *
     * @param object as it would be stored; empty for a DELETE
     * @param oldObject as it is stored; empty for a CREATE
     * @param dryRun whether it is only asked for: nothing may come of it but the answer
     */
    record Change(
            String uid,
            Operation operation,
            Target target,
            Requester requester,
            Optional<ObjectFacts> object,
            Optional<ObjectFacts> oldObject,
            boolean dryRun)
            implements ObjectRequest {}

    /**
     * It is not known what it asks.
     *
     * @param reason what is wrong, where, and what was expected
     */
    record Unreadable(String uid, String reason) implements ObjectRequest {}

    /** What is done to an object; connecting to one is not among it. */
    enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }

    /**
     * Which object.
     *
     * @param apiVersion {@code group/version}, or the version alone for the core group
     * @param subresource such as {@code status}; {@code ""} for the object itself
     * @param namespace {@code ""} for cluster-scoped kinds
     * @param name what its metadata say: the request itself has no name where a whole collection is deleted
     *     (k8s.io/apiserver/pkg/registry/rest/delete.go); {@code ""} if it is yet to be generated
     */
    record Target(String apiVersion, String kind, String subresource, String namespace, String name) {

        /** A role or binding. */
        public static Target of(ObjectKey key) {
            return new Target(Kind.API_GROUP + "/v1", key.kind().toString(), "", key.namespace(), key.name());
        }

        /** The API group; {@code ""} for the core group. */
        public String group() {
            int slash = apiVersion.indexOf('/');
            return slash < 0 ? "" : apiVersion.substring(0, slash);
        }

        /** As people say it: {@code ClusterRole view}, {@code ConfigMap kube-system/rbac-audit-policy}. */
        @Override
        public String toString() {
            return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
        }
    }
}
