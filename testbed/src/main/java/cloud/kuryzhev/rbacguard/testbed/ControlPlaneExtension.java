package cloud.kuryzhev.rbacguard.testbed;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one control plane when the first test asks for it and closes it after the last test of the JVM. */
public final class ControlPlaneExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ControlPlaneExtension.class);

    /** Required by JUnit. */
    public ControlPlaneExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == ControlPlane.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        // The store closes it: a ControlPlane is AutoCloseable.
        return test.getRoot().getStore(NAMESPACE).computeIfAbsent(ControlPlane.class, _ -> start());
    }

    private static ControlPlane start() {
        try {
            return ControlPlane.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("interrupted while the control plane started", e);
        }
    }
}
