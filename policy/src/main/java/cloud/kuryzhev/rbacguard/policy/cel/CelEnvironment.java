package cloud.kuryzhev.rbacguard.policy.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;

/**
 * The language that expressions are written in: CEL with its standard macros and functions, the string functions that Kubernetes has too,
 * and sets. Bounded: 4096 characters, 50 levels, 50,000 rounds of all loops together; no function makes a text much longer than its
 * arguments, so {@code replace} and {@code format} are left out.
 */
final class CelEnvironment {

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(4096)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations(50_000)
            .maxRegexProgramSize(1_000)
            .enableHeterogeneousNumericComparisons(true) // as the API server does
            .build();
    private static final CelStringExtensions STRINGS = CelExtensions.strings(
            Function.CHAR_AT,
            Function.INDEX_OF,
            Function.JOIN,
            Function.LAST_INDEX_OF,
            Function.LOWER_ASCII,
            Function.SPLIT,
            Function.SUBSTRING,
            Function.TRIM,
            Function.UPPER_ASCII);
    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(STRINGS, CelExtensions.sets(OPTIONS))
            .build();

    static final CelEnvironment CONDITION = new CelEnvironment(SimpleType.BOOL);
    static final CelEnvironment MESSAGE = new CelEnvironment(SimpleType.STRING);

    private final CelCompiler compiler;

    private CelEnvironment(CelType result) {
        this.compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(STRINGS, CelExtensions.sets(OPTIONS))
                .addVar(CelVariables.OBJECT, SimpleType.DYN)
                .addVar(CelVariables.OLD_OBJECT, SimpleType.DYN)
                .addVar(CelVariables.REQUEST, SimpleType.DYN)
                .addVar(
                        CelVariables.RULES,
                        ListType.create(MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING))))
                .addVar(CelVariables.SUBJECTS, ListType.create(MapType.create(SimpleType.STRING, SimpleType.STRING)))
                .setResultType(result)
                .build();
    }

    CelReading compile(String text) {
        CelValidationResult result = compiler.compile(text);
        if (result.hasError()) {
            return new CelReading.Unusable(result.getErrors().stream()
                    .map(issue -> new CelProblem(
                            issue.getSourceLocation().getLine(),
                            issue.getSourceLocation().getColumn(),
                            issue.getMessage()))
                    .toList());
        }
        try {
            return new CelReading.Usable(
                    new CelExpression(text, result.getAst(), RUNTIME.createProgram(result.getAst())));
        } catch (CelValidationException | CelEvaluationException e) {
            return new CelReading.Unusable(List.of(new CelProblem(1, 0, String.valueOf(e.getMessage()))));
        }
    }
}
