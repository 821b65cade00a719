#pragma once

#include "domain/consent/ConsentPage.h"

#include <QAbstractTableModel>

namespace gatehouse {

/// One text that was not written in the language of the page.
struct StandIn
{
    QString language;
    QString text;   ///< which text
    QString source; ///< what stands in

    bool operator==(const StandIn &) const = default;
};

/// The texts that are missing on the pages and what stands in for each.
QList<StandIn> standIns(const QList<consent::ConsentPage> &pages, const QList<Language> &languages);

/// A list of them.
class StandInModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LanguageName, Text, Source, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setStandIns(const QList<StandIn> &standIns);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<StandIn> m_standIns;
};

}
