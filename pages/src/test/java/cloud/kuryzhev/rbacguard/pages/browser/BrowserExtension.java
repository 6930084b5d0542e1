package cloud.kuryzhev.rbacguard.pages.browser;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts Chromium when the first test asks for it; a visitor leaves after its test, and says what the browser complained about. */
public final class BrowserExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

    /** Required by JUnit. */
    public BrowserExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Visitor.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Chromium chromium =
                (Chromium) test.getRoot().getStore(NAMESPACE).computeIfAbsent(Chromium.class, _ -> Chromium.start());
        // the store of the test closes it: a Visitor is AutoCloseable
        return test.getStore(NAMESPACE).computeIfAbsent(parameter.getIndex(), _ -> new Visitor(chromium.context()));
    }
}
