/** server: PlanType, its display name, and the tier and price that go with it. */

export interface Plan {
  readonly name: string;
  /** server: ProductTierType. */
  readonly tier: number;
  readonly annual: boolean;
  /** Per seat and period; invented, as the sums of an invoice are. */
  readonly seatPrice: number;
}

const plans: Readonly<Record<number, Plan>> = {
  0: { name: 'Free', tier: 0, annual: false, seatPrice: 0 },
  14: { name: 'Enterprise (Monthly) 2023', tier: 3, annual: false, seatPrice: 6 },
  15: { name: 'Enterprise (Annually) 2023', tier: 3, annual: true, seatPrice: 60 },
  17: { name: 'Teams (Monthly)', tier: 2, annual: false, seatPrice: 4 },
  18: { name: 'Teams (Annually)', tier: 2, annual: true, seatPrice: 40 },
  19: { name: 'Enterprise (Monthly)', tier: 3, annual: false, seatPrice: 6 },
  20: { name: 'Enterprise (Annually)', tier: 3, annual: true, seatPrice: 60 },
};

/** The plan of a number; numbers without a plan here read as Custom, as the server's number 6 does. */
export function planOf(planType: number): Plan {
  return plans[planType] ?? { name: 'Custom', tier: 3, annual: true, seatPrice: 0 };
}
