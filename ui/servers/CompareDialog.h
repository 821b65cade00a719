#pragma once

#include "ui/servers/ServerDialog.h"

class QPushButton;

namespace gatehouse {

class ComparisonView;

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
    void start();
    void takeComparison(const Result<QString> &outcome,
                        const std::shared_ptr<std::optional<ServerComparison>> &comparison);
    void showState() override;
    void forget() override;

    QString m_comparedKey; ///< of the server
    ComparisonView *m_view;
    QPushButton *m_compare = nullptr;
    QPushButton *m_take = nullptr;
    QPushButton *m_push = nullptr;
    QPushButton *m_save = nullptr;
};

}
