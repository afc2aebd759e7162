"""What was missed: the desk's own items against exports of vendors (购买的监测服务), over a period."""
