/** Invented, one line a grade: rising probabilities, falling recoveries. */
export const DEFAULT_RATES = `credit_rating,default_probability,recovery_rate,risk_weight
AAA,0.0001,0.6,0.2
AA+,0.0002,0.6,0.2
AA,0.0003,0.6,0.2
AA-,0.0004,0.58,0.2
A+,0.0005,0.56,0.5
A,0.0007,0.55,0.5
A-,0.0009,0.54,0.5
BBB+,0.0014,0.52,0.75
BBB,0.0021,0.5,0.75
BBB-,0.0033,0.48,0.75
BB+,0.0055,0.46,1
BB,0.0085,0.45,1
BB-,0.013,0.44,1
B+,0.021,0.42,1.5
B,0.036,0.4,1.5
B-,0.058,0.38,1.5
CCC+,0.095,0.36,1.5
CCC,0.15,0.34,1.5
CCC-,0.22,0.32,1.5
CC,0.3,0.3,1.5
C,0.42,0.28,1.5
D,1,0.25,1.5
`;
