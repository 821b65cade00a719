#pragma once

#include "secrets/ClientTrial.h"
#include "store/TableModel.h"

namespace gatehouse {

/// What is said of a token, or by it: one row.
struct ClaimRow
{
    QString token;
    QString name;
    QString value;
    QDateTime time = {}; ///< instead of a value
    QString meaning;
    bool isFault = false; ///< it does not hold
};

/// The tokens of a trial, a row for each claim: how it is signed comes first. Tokens themselves are not known
/// here.
class ClaimsModel : public TableModel<ClaimRow>
{
public:
    enum Column { TokenName, Name, Value, Meaning };
    static constexpr int SeverityRole = Qt::UserRole;

    explicit ClaimsModel(QObject *parent = nullptr);

    void add(const trial::Token &token);
    void clear() { setRows({}); }

private:
    QVariant detail(const ClaimRow &row, int column, int role) const override;
};

/// "11/29/26 2:05 PM (in 5 min)", as seen from `now`.
QString timeWithDistance(const QDateTime &time, const QDateTime &now);

}
