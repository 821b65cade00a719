#pragma once

#include "services/servers/ServerComparison.h"
#include "store/TableModel.h"

namespace gatehouse {

/// The client applications of a comparison, a row for each.
class ComparedClientsModel : public TableModel<ComparedClient>
{
    Q_OBJECT

public:
    enum Column { ClientId, State, Differing };

    explicit ComparedClientsModel(QObject *parent);

private:
    QVariant detail(const ComparedClient &client, int column, int role) const override;
};

/// In what one of them differs.
class DifferencesModel : public TableModel<ServerDifference>
{
    Q_OBJECT

public:
    enum Column { Field, Here, There };

    explicit DifferencesModel(QObject *parent);
};

}
