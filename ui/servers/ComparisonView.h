#pragma once

#include "services/servers/ServerComparison.h"

#include <QWidget>

#include <optional>

class QLabel;
class QTableView;

namespace gatehouse {

class ComparedClientsModel;
class DifferencesModel;
class KeyComboBox;

/// How client applications here and on a server compare: a list that can be filtered, and of the current one
/// the fields here and there.
class ComparisonView : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonView(QWidget *parent = nullptr);

    /// Nothing: none.
    void setComparison(const std::optional<ServerComparison> &comparison);
    const std::optional<ServerComparison> &comparison() const { return m_comparison; }

    enum class Side { Here, There };
    /// Client IDs of those that are selected and on that side.
    QStringList selectedIds(Side side) const;

    /// "The same: 3, Differs: 1".
    static QString countsText(const ServerComparison &comparison);

Q_SIGNALS:
    void selectionChanged();

private:
    QWidget *buildClients();
    QWidget *buildDifferences();
    void showFiltered();
    void showDifferences();
    QString summary() const;

    std::optional<ServerComparison> m_comparison;
    ComparedClientsModel *m_clients;
    DifferencesModel *m_differences;
    QLabel *m_summary;
    KeyComboBox *m_filter;
    QTableView *m_clientTable;
    QTableView *m_differenceTable;
    QLabel *m_note;
};

}
