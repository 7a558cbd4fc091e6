// book/post_loan.h - floor 3
//
// What loans do to a book: money lent and borrowed, collateral taken, interest, what is paid back.
//
// LAW   Spec G-2 to G-6; SAI 1999 p.4-6, 10, 24: borrowed from banks and other portfolios, lent to these, securities
//       given for money or lent against collateral. 17 CFR 270.2a-4(a)(6): interest every calendar day.
// CASE  1,000,000.00 borrowed from a bank at 6.00% (actual/360) on a Monday, due on Wednesday: 166.67 of expense on
//       Monday, 166.66 on Tuesday; on Wednesday 1,000,333.33 are paid and nothing accrues.
// EDGE  Whenever anything is paid on a loan, or its terms change, all interest accrued on it is paid too: so what
//       accrues next has one principal and one rate.
// EDGE  A loan that falls due is paid at the end of that day, unless the day has put it off.
// EDGE  Money of loans moves the main cash account, on the day itself: nothing of it waits to settle.
#pragma once

#include "book/post.h"

namespace openend::book {

/// Refuses an id that is open already.
Result<Done> open_loan(Book& book, Journal& journal, const event::Event& event, const event::Loan& loan,
                       const instrument::SecurityColumns& columns);

/// Pays back, takes in addition, gives securities back, changes terms. Refuses a loan that is not open, and more than
/// is owed or lent.
Result<Done> pay_on_loan(Book& book, Journal& journal, const event::Event& event, const event::LoanPayment& payment,
                         const PostingRules& rules);

/// Pays what has fallen due by the end of a day.
Result<Done> end_due_loans(Book& book, Journal& journal, Date day, const PostingRules& rules);

/// Interest and fees through the end of a day. Refuses what no book can count.
Result<Done> accrue_loans(Book& book, Journal& journal, Date through, const PostingRules& rules);

/// What the collateral of a deal is worth from now on.
void take_collateral(Book& book, const event::Event& event, const event::CollateralValue& told);
/// Forgets the collateral of repurchase agreements that have matured; that of loans goes with them.
void forget_collateral(Book& book, const std::vector<entity::Security>& securities, Date day);

}  // namespace openend::book
