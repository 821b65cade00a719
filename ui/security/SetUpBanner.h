#pragma once

#include "ui/common/MessageBar.h"

namespace gatehouse {

class CertificateKeeper;

/// What to do before the first client application: choose where signing certificates are kept. One click does
/// it.
class SetUpBanner : public MessageBar
{
    Q_OBJECT

public:
    explicit SetUpBanner(CertificateKeeper &keeper, QWidget *parent = nullptr);

Q_SIGNALS:
    void chooseWanted(); ///< another storage than the usual one

private:
    void show(bool isChosen);

    QAction *m_setUp;
};

}
