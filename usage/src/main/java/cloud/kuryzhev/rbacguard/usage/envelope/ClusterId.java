package cloud.kuryzhev.rbacguard.usage.envelope;

/**
 * Which cluster an event came from, as the cloud that carried it says. Plain audit files do not say.
 *
 * @param text {@code eks:<account>:<log group>}, {@code aks:<resource ID, lower case>}, {@code gke:<project>/<location>/<name>}
 */
public record ClusterId(String text) {

    /** A log group is one of a region, which CloudWatch does not name: clusters of one name in two regions look the same. */
    static ClusterId eks(String account, String logGroup) {
        return new ClusterId("eks:" + account + ":" + logGroup);
    }

    static ClusterId aks(String lowerCaseResourceId) {
        return new ClusterId("aks:" + lowerCaseResourceId);
    }

    static ClusterId gke(String project, String location, String name) {
        return new ClusterId("gke:" + project + "/" + location + "/" + name);
    }

    @Override
    public String toString() {
        return text;
    }
}
