#pragma once

#include "ui/servers/ServerDialog.h"

class QLabel;
class QPushButton;
class QTableView;

namespace gatehouse {

class ComparedClientsModel;
class DifferencesModel;

/// Compares client applications here with those of a server, and shows in what each differs.
class CompareDialog : public ServerDialog
{
    Q_OBJECT

public:
    CompareDialog(const Workplace &workplace, ServerTarget target,
                  ServerConnector connecting = openConnection, QWidget *parent = nullptr);

    /// What was taken or pushed meanwhile has changed what is shown.
    void compareAgain();

Q_SIGNALS:
    void takeWanted(const gatehouse::ServerTarget &target);
    void pushWanted(const gatehouse::ServerTarget &target);

private:
    void buildButtons(QDialogButtonBox &buttons);
    QWidget *buildClients();
    QWidget *buildDifferences();
    void start();
    void takeComparison(const Result<QString> &outcome,
                        const std::shared_ptr<std::optional<ServerComparison>> &comparison);
    void showComparison();
    void showFiltered();
    void showDifferences();
    void showState() override;
    void forget() override;
    QString summary() const;
    static QString comparisonText(const ServerComparison &comparison);
    /// Of those that are selected: here, for a push, or there, to be taken.
    QStringList selectedIds(bool here) const;

    std::optional<ServerComparison> m_comparison;
    QString m_comparedKey; ///< of the server
    ComparedClientsModel *m_clients;
    DifferencesModel *m_differences;
    QLabel *m_summary;
    KeyComboBox *m_filter;
    QTableView *m_clientTable;
    QTableView *m_differenceTable;
    QLabel *m_note;
    QPushButton *m_compare;
    QPushButton *m_take;
    QPushButton *m_push;
    QPushButton *m_save;
};

}
