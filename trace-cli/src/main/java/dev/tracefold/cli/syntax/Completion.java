/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

import java.util.ArrayList;
import java.util.List;

/** Makes bash complete commands and options; where neither can stand, it completes the names of files. */
public final class Completion {
    private Completion() {}

    /** The script for a program. */
    public static String bash(CommandLine program) {
        String function = "_" + program.name();
        List<CommandLine> all = new ArrayList<>();
        collect(program, all);
        StringBuilder script = new StringBuilder();
        script.append(function).append("() {\n");
        script.append("  local word=${COMP_WORDS[COMP_CWORD]} command=")
                .append(program.name())
                .append(" words= i\n");
        script.append("  for ((i = 1; i < COMP_CWORD; i++)); do\n");
        script.append("    case \"$command ${COMP_WORDS[i]}\" in\n");
        for (CommandLine command : all.subList(1, all.size())) {
            script.append("      '").append(command.name()).append("') command='");
            script.append(command.name()).append("' ;;\n");
        }
        script.append("    esac\n  done\n  case $command in\n");
        for (CommandLine command : all) {
            script.append("    '").append(command.name()).append("') words='");
            script.append(String.join(" ", words(command))).append("' ;;\n");
        }
        script.append("  esac\n");
        script.append("  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n");
        script.append("  [[ $word == -* || ${words%% *} != -* ]] || COMPREPLY=()\n");
        script.append("}\n");
        script.append("complete -o default -F ").append(function).append(' ').append(program.name());
        return script.toString();
    }

    private static void collect(CommandLine command, List<CommandLine> all) {
        all.add(command);
        command.below().forEach(below -> collect(below, all));
    }

    /** Commands first: where there are some, a word that is no option is one. */
    private static List<String> words(CommandLine command) {
        List<String> words = new ArrayList<>(command.syntax().commands().keySet());
        command.syntax().options().forEach(option -> words.addAll(option.names()));
        return words;
    }
}
