/** The name of the program, as messages and the help write it. */
export const program = 'postfix-tls-policy';
